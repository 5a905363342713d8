import { eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { appeals, type StoredReceipt } from "#db/schema/appeals.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { claimPlace } from "#lib/conversations/distribution/allocate-appeals.ts";
import { clock } from "#lib/core/clock.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { Conflict, RuleViolation } from "#lib/core/errors.ts";
import { record } from "#lib/core/record.ts";
import { transact } from "#lib/core/transact.ts";
import { assigneeName } from "#lib/workspace/team/queries.ts";
import { appealChange } from "./build-appeal-change.ts";
import { type LockedAppeal, lockAppealAndSources, lockOperators, releasePlace } from "./lock-appeals.ts";
import type { AppealRow } from "./queries.ts";
import { AssignAppealInput } from "./schema.ts";
import { serveWaiting } from "./serve-waiting.ts";

/**
 * Assigns an appeal to an operator by hand, from the queue or from another operator. Hours, skills and weights are
 * ignored, but the limit of the operator applies.
 * @throws InvalidInput for an operator who is unknown or not active
 * @throws RuleViolation for a closed appeal
 * @throws Conflict when the operator has no free place
 */
export async function assignAppeal(ctx: Ctx, appealId: number, raw: AssignAppealInput): Promise<AppealRow> {
  authorize(ctx, "appeal:assign");
  const { operator_id } = AssignAppealInput.parse(raw);
  return transact(ctx, async (tx) => {
    const locked = await lockAppealAndSources(tx, ctx, appealId, [operator_id]);
    if (locked.appeal.status === "closed") throw new RuleViolation("appeal_closed", "The appeal is closed");
    return handOver(tx, ctx, locked, operator_id);
  });
}

/** Assigns a locked, open appeal to an operator and serves the queues for which a place became free. */
async function handOver(
  tx: Tx,
  ctx: Ctx,
  { appeal, sources }: LockedAppeal,
  operatorId: number,
): Promise<AppealRow> {
  if (appeal.operatorId === operatorId) return appeal;
  const name = await assigneeName(tx, operatorId, "/operator_id");
  if (appeal.operatorId !== null) await lockOperators(tx, [appeal.operatorId, operatorId]);
  const after = await assignManually(tx, ctx, { appeal, sources }, { id: operatorId, name });
  if (!after) throw new Conflict("operator_full", `${name} has no free place`, { operator_id: operatorId });
  if (appeal.operatorId !== null) await serveWaiting(tx, ctx, sources, appeal.operatorId);
  return after;
}

/**
 * Assigns a locked, open appeal to another operator, who must be active, and frees its former place.
 * @returns undefined when that operator has no free place; nothing has changed then
 */
export async function assignManually(
  tx: Tx,
  ctx: Ctx,
  { appeal, sources }: LockedAppeal,
  to: { id: number; name: string },
): Promise<AppealRow | undefined> {
  if (!(await claimPlace(tx, to.id))) return undefined;
  const now = clock.now();
  const source = sources.find(({ id }) => id === appeal.sourceId);
  if (!source) throw new Error(`The source of appeal ${appeal.id} is not locked`);
  const receipt: StoredReceipt = {
    strategy: source.strategy,
    by: "manager",
    at: now.toISOString(),
    candidates: [],
  };
  const given = { status: "active", operatorId: to.id, assignedAt: now, acceptedAt: null } as const;
  await tx
    .update(appeals)
    .set({ ...given, receipt, updatedAt: sql`now()` })
    .where(eq(appeals.id, appeal.id));
  const after = { ...appeal, ...given, operatorName: to.name };
  record(tx, ctx, "appeal.assigned", appealChange({ before: appeal, after }));
  if (appeal.operatorId !== null) await releasePlace(tx, appeal.operatorId);
  return after;
}
