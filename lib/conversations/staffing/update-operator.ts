import { eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { operators } from "#db/schema/operators.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { serveWaiting } from "#lib/conversations/appeals/serve-waiting.ts";
import { lockSourcesOf } from "#lib/conversations/distribution/queries.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { invalidField } from "#lib/core/errors.ts";
import { record } from "#lib/core/record.ts";
import { canonicalTimeZone } from "#lib/core/time-zones.ts";
import { transact } from "#lib/core/transact.ts";
import { toOperatorRow } from "#lib/workspace/team/fields.ts";
import { lockOperator } from "#lib/workspace/team/lock-operator.ts";
import {
  assertDepartment,
  assertMayEnter,
  assigneeName,
  getOperator,
  type OperatorRow,
} from "#lib/workspace/team/queries.ts";
import { UpdateOperatorInput } from "#lib/workspace/team/schema.ts";
import { handOverWork, lockWork } from "./hand-over-work.ts";

/**
 * Changes an operator; fields that are left out stay. With `hand_over_to`, which needs a deactivation, their open
 * work goes to that operator, or to no owner, in the same transaction.
 * @throws InvalidInput for an unknown department or time zone, and for an operator to hand over to who is unknown or
 * not active
 * @throws StaleVersion when a version is given and another caller changed the operator since
 * @throws RuleViolation when a disabled person's operator would become active
 */
export async function updateOperator(
  ctx: Ctx,
  operatorId: number,
  raw: UpdateOperatorInput,
): Promise<OperatorRow> {
  authorize(ctx, "operator:manage");
  const input = UpdateOperatorInput.parse(raw);
  return transact(ctx, (tx) => changeOperator(tx, ctx, operatorId, input));
}

/** The same as a part of a larger change, whose verb has authorized it. */
export async function changeOperator(
  tx: Tx,
  ctx: Ctx,
  operatorId: number,
  input: UpdateOperatorInput,
): Promise<OperatorRow> {
  const { hand_over_to: toId } = input;
  if (toId === operatorId) throw invalidField("/hand_over_to", "Choose another operator", "same_operator");
  // Sources before operators: see lib/conversations/distribution/queries.ts.
  const locked = toId === undefined ? undefined : await lockWork(tx, operatorId, toId);
  const sources = locked?.sources ?? (await lockSourcesOf(tx, operatorId));
  const before = await lockOperator(tx, operatorId, input.version);
  await assertDepartment(tx, input.department_id);
  if (input.is_active && !before.isActive) await assertMayEnter(tx, before.userId);
  await tx
    .update(operators)
    .set({
      ...toOperatorRow(input),
      timeZone: await canonicalTimeZone(tx, input.time_zone),
      updatedAt: sql`now()`,
      version: sql`${operators.version} + 1`,
    })
    .where(eq(operators.id, operatorId));
  const after = await getOperator(tx, operatorId);
  record(tx, ctx, "operator.updated", { before, after, ownerIds: [operatorId] });
  if (locked) {
    const to = toId ? { id: toId, name: await assigneeName(tx, toId, "/hand_over_to") } : null;
    await handOverWork(tx, ctx, locked, { from: after, to });
  }
  await serveWaiting(tx, ctx, sources, locked ? undefined : operatorId);
  return locked ? getOperator(tx, operatorId) : after;
}
