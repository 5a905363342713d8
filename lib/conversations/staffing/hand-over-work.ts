import type { Tx } from "#db/client.ts";
import { type LockedAppeals, lockAppealsAndSourcesOf } from "#lib/conversations/appeals/lock-appeals.ts";
import { assignAll, returnAllToQueue } from "#lib/conversations/appeals/reassign-operator.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { handOverLeads, lockLeadsOf } from "#lib/pipeline/leads/hand-over-leads.ts";
import { handOverSales, lockSalesOf } from "#lib/pipeline/sales/hand-over-sales.ts";

type Operator = { id: number; name: string };

/**
 * Locks the open work of an operator, in the order of all locks: sources, leads, sales, appeals, operators.
 * @param toId the operator who will get it, or null
 */
export function lockWork(tx: Tx, operatorId: number, toId: number | null): Promise<LockedAppeals> {
  return lockAppealsAndSourcesOf(tx, operatorId, toId === null ? [] : [toId], async () => {
    const leadIds = await lockLeadsOf(tx, operatorId);
    await lockSalesOf(tx, operatorId);
    return leadIds;
  });
}

/**
 * Hands over the open work of a deactivated operator: leads, sales and appeals to one other operator, or leads and
 * sales to no owner and appeals to their queues. Appeals beyond the other's limit go to their queues as well. The
 * caller serves the queues.
 * @param locked the operator's appeals, locked by `lockWork`
 */
export async function handOverWork(
  tx: Tx,
  ctx: Ctx,
  locked: LockedAppeals,
  { from, to }: { from: Operator; to: Operator | null },
): Promise<void> {
  await handOverLeads(tx, ctx, from, to);
  await handOverSales(tx, ctx, from, to);
  await returnAllToQueue(tx, ctx, to ? await assignAll(tx, ctx, locked, to) : locked.appeals);
}
