import { eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { appeals } from "#db/schema/appeals.ts";
import { authorize } from "#lib/auth/permissions.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { RuleViolation } from "#lib/core/errors.ts";
import { record } from "#lib/core/record.ts";
import { transact } from "#lib/core/transact.ts";
import { appealChange } from "./build-appeal-change.ts";
import { type LockedAppeal, lockAppealAndSources, releasePlace } from "./lock-appeals.ts";
import { type AppealRow, getAppeal } from "./queries.ts";
import { ReturnAppealInput } from "./schema.ts";
import { serveWaiting } from "./serve-waiting.ts";

/**
 * Returns an appeal: another operator gets it, or it waits at its former place in the queue. The operator who returns
 * it does not get it again, but may get the next one.
 * @throws RuleViolation for an appeal without an operator
 */
export async function returnAppeal(ctx: Ctx, appealId: number, raw: ReturnAppealInput): Promise<AppealRow> {
  authorize(ctx, "appeal:answer");
  const { reason } = ReturnAppealInput.parse(raw);
  return transact(ctx, async (tx) => {
    const locked = await lockAppealAndSources(tx, ctx, appealId);
    assertActive(locked.appeal);
    return returnAndServe(tx, ctx, locked, { type: "appeal.returned", reason, declines: true });
  });
}

/** @throws RuleViolation for an appeal without an operator */
export function assertActive(appeal: AppealRow): void {
  if (appeal.status !== "active")
    throw new RuleViolation("appeal_not_active", `No one is assigned to this appeal: it is ${appeal.status}`);
}

type ReturnOptions = {
  type: "appeal.returned" | "appeal.timed_out" | "appeal.reassigned";
  reason?: string;
  /** Whether the operator must not get it again. */
  declines: boolean;
  /** Whether it was not accepted in time. */
  isMissed?: boolean;
};

/** Returns an active, locked appeal to its queue and serves the queues. For verbs and jobs. */
export async function returnAndServe(
  tx: Tx,
  ctx: Ctx,
  { appeal, sources }: LockedAppeal,
  way: ReturnOptions,
): Promise<AppealRow> {
  const after = await returnToQueue(tx, ctx, appeal, way);
  await serveWaiting(tx, ctx, sources);
  return readAfterReturn(tx, ctx, after);
}

/** Returns an active, locked appeal to its queue; the caller serves the queues. */
export async function returnToQueue(
  tx: Tx,
  ctx: Ctx,
  appeal: AppealRow,
  { type, reason, declines, isMissed = false }: ReturnOptions,
): Promise<AppealRow> {
  const { operatorId } = appeal;
  if (operatorId === null) throw new Error("Only an appeal with an operator can be returned");
  const waiting = {
    status: "waiting",
    operatorId: null,
    assignedAt: null,
    acceptedAt: null,
    declinedBy: declines ? [...appeal.declinedBy, operatorId] : appeal.declinedBy,
    missedCount: appeal.missedCount + (isMissed ? 1 : 0),
  } as const;
  await tx
    .update(appeals)
    .set({ ...waiting, receipt: null, updatedAt: sql`now()` })
    .where(eq(appeals.id, appeal.id));
  await releasePlace(tx, operatorId);
  const after = { ...appeal, ...waiting, operatorName: null };
  record(tx, ctx, type, appealChange({ before: appeal, after, ...(reason === undefined ? {} : { reason }) }));
  return after;
}

/** The present appeal, or for a caller who cannot see it any more, the appeal as they returned it. */
async function readAfterReturn(tx: Tx, ctx: Ctx, left: AppealRow): Promise<AppealRow> {
  return getAppeal(tx, ctx, left.id).catch(() => left);
}
