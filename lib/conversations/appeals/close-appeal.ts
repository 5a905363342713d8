import { eq, sql } from "drizzle-orm";
import { unawaitedIn } from "#db/client.ts";
import { appeals } from "#db/schema/appeals.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { clock } from "#lib/core/clock.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { RuleViolation } from "#lib/core/errors.ts";
import { record } from "#lib/core/record.ts";
import { transact } from "#lib/core/transact.ts";
import { appealChange } from "./build-appeal-change.ts";
import { lockAppealAndSources, releasePlace } from "./lock-appeals.ts";
import type { AppealRow } from "./queries.ts";
import { serveWaiting } from "./serve-waiting.ts";

/**
 * Closes an appeal. Its operator gets the next waiting one in the same transaction. Closing it again changes nothing.
 * @throws RuleViolation for a waiting appeal
 */
export async function closeAppeal(ctx: Ctx, appealId: number): Promise<AppealRow> {
  authorize(ctx, "appeal:answer");
  return transact(ctx, async (tx) => {
    const { appeal, sources } = await lockAppealAndSources(tx, ctx, appealId);
    if (appeal.status === "closed") return appeal;
    if (appeal.operatorId === null)
      throw new RuleViolation("appeal_waiting", "The appeal still waits for an operator: assign it first");
    const closed = { status: "closed", closedAt: clock.now() } as const;
    unawaitedIn(
      tx,
      tx
        .update(appeals)
        .set({ ...closed, updatedAt: sql`now()` })
        .where(eq(appeals.id, appealId))
        .then(() => undefined),
    );
    unawaitedIn(tx, releasePlace(tx, appeal.operatorId));
    const after = { ...appeal, ...closed };
    record(tx, ctx, "appeal.closed", appealChange({ before: appeal, after }));
    await serveWaiting(tx, ctx, sources, appeal.operatorId);
    return after;
  });
}
