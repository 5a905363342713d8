import type { Tx } from "#db/client.ts";
import { authorize } from "#lib/auth/permissions.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { invalidField } from "#lib/core/errors.ts";
import { transact } from "#lib/core/transact.ts";
import { assigneeName, getOperator } from "#lib/workspace/team/queries.ts";
import { assignManually } from "./assign-appeal.ts";
import { type LockedAppeals, lockAppealsAndSourcesOf } from "./lock-appeals.ts";
import type { AppealRow } from "./queries.ts";
import { returnToQueue } from "./return-appeal.ts";
import { ReassignInput, type ReassignJson } from "./schema.ts";
import { serveWaiting } from "./serve-waiting.ts";

/**
 * Reassigns the open appeals of an operator, in one transaction: to their queues, where they keep their turn, or to
 * one other operator, the oldest first and as many as they have places for. The rest stay where they are.
 * @returns how many were reassigned, and how many remain
 * @throws NotFound for an unknown operator
 * @throws InvalidInput for a target who is unknown, not active, or the operator themselves
 */
export async function reassignOperator(
  ctx: Ctx,
  operatorId: number,
  raw: ReassignInput,
): Promise<ReassignJson> {
  authorize(ctx, "appeal:assign");
  const { to_operator_id: toId = null } = ReassignInput.parse(raw);
  if (toId === operatorId)
    throw invalidField("/to_operator_id", "This operator has them already", "same_operator");
  return transact(ctx, async (tx) => {
    await getOperator(tx, operatorId);
    const locked = await lockAppealsAndSourcesOf(tx, operatorId, toId === null ? [] : [toId]);
    const to = toId === null ? null : { id: toId, name: await assigneeName(tx, toId, "/to_operator_id") };
    const rest = to ? await assignAll(tx, ctx, locked, to) : [];
    if (!to) await returnAllToQueue(tx, ctx, locked.appeals);
    await serveWaiting(tx, ctx, locked.sources, to ? operatorId : undefined);
    return { reassigned: locked.appeals.length - rest.length, remaining: rest.length };
  });
}

/**
 * Assigns locked, open appeals to one operator, the oldest first, as many as they have places for. The caller serves
 * the queues.
 * @returns the appeals that remain
 */
export async function assignAll(
  tx: Tx,
  ctx: Ctx,
  { appeals, sources }: LockedAppeals,
  to: { id: number; name: string },
): Promise<AppealRow[]> {
  for (const [place, appeal] of appeals.entries())
    if (!(await assignManually(tx, ctx, { appeal, sources }, to))) return appeals.slice(place);
  return [];
}

/**
 * Returns locked, open appeals to their queues; their operator does not get them again. The caller serves the queues.
 */
export async function returnAllToQueue(tx: Tx, ctx: Ctx, appeals: AppealRow[]): Promise<void> {
  for (const appeal of appeals)
    await returnToQueue(tx, ctx, appeal, { type: "appeal.reassigned", declines: true });
}
