import { and, eq, sql } from "drizzle-orm";
import { idempotencyKeys } from "#db/schema/idempotency-keys.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { transact } from "#lib/core/transact.ts";
import { ANSWER_RETENTION_HOURS } from "./schema.ts";

/**
 * Deletes the stored answers that are too old for a repetition. It records no event, because they are not part of the
 * history.
 * @returns how many there were
 */
export function deleteOldAnswersTask(ctx: Ctx): Promise<number> {
  return transact(ctx, async (tx) => {
    const isOver = sql`${idempotencyKeys.createdAt} < now() - make_interval(hours => ${ANSWER_RETENTION_HOURS})`;
    const forgotten = await tx
      .delete(idempotencyKeys)
      .where(and(eq(idempotencyKeys.workspaceId, ctx.workspaceId), isOver));
    return forgotten.rowCount ?? 0;
  });
}
