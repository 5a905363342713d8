import type { Tx } from "#db/client.ts";
import { authorize } from "#lib/auth/permissions.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { invalidField } from "#lib/core/errors.ts";
import { transact } from "#lib/core/transact.ts";
import { assigneeName, getOperator } from "#lib/workspace/team/queries.ts";
import { giveByHand } from "./assign-appeal.ts";
import { type LockedAppeals, lockAppealsAndSourcesOf } from "./lock-appeals.ts";
import type { AppealRow } from "./queries.ts";
import { putBack } from "./return-appeal.ts";
import { ReassignInput, type ReassignJson } from "./schema.ts";
import { serveWaiting } from "./serve-waiting.ts";

/**
 * Takes the open appeals of an operator away, in one transaction: back to their queues, where they keep their turn, or
 * to one other operator, the oldest first and as many as they have places for. The others stay where they are.
 * @returns how many went, and how many stay
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
    const held = await lockAppealsAndSourcesOf(tx, operatorId, toId === null ? [] : [toId]);
    const to = toId === null ? null : { id: toId, name: await assigneeName(tx, toId, "/to_operator_id") };
    const rest = to ? await giveAll(tx, ctx, held, to) : [];
    if (!to) await putBackAll(tx, ctx, held.appeals);
    await serveWaiting(tx, ctx, held.sources, to ? operatorId : undefined);
    return { reassigned: held.appeals.length - rest.length, remaining: rest.length };
  });
}

/**
 * Gives held, open appeals to one operator, the oldest first, as many as they have places for. The caller serves the
 * queues.
 * @returns those that are left
 */
export async function giveAll(
  tx: Tx,
  ctx: Ctx,
  { appeals, sources }: LockedAppeals,
  to: { id: number; name: string },
): Promise<AppealRow[]> {
  for (const [place, appeal] of appeals.entries())
    if (!(await giveByHand(tx, ctx, { appeal, sources }, to))) return appeals.slice(place);
  return [];
}

/** Puts held, open appeals back into their queues; their operator does not get them again. The caller serves them. */
export async function putBackAll(tx: Tx, ctx: Ctx, appeals: AppealRow[]): Promise<void> {
  for (const appeal of appeals) await putBack(tx, ctx, appeal, { type: "appeal.reassigned", declines: true });
}
