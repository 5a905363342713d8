import { and, eq, sql } from "drizzle-orm";
import { idempotencyKeys } from "#db/schema/idempotency-keys.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { transact } from "#lib/core/transact.ts";
import { KEPT_HOURS } from "./schema.ts";

/**
 * Deletes the stored answers that no repetition gets any more. They are no part of the history, so no
 * event tells of it.
 * @returns how many there were
 */
export function forgetOldAnswersTask(ctx: Ctx): Promise<number> {
  return transact(ctx, async (tx) => {
    const isOver = sql`${idempotencyKeys.createdAt} < now() - make_interval(hours => ${KEPT_HOURS})`;
    const forgotten = await tx
      .delete(idempotencyKeys)
      .where(and(eq(idempotencyKeys.workspaceId, ctx.workspaceId), isOver));
    return forgotten.rowCount ?? 0;
  });
}
