import type { Tx } from "#db/client.ts";
import { type LockedAppeals, lockAppealsAndSourcesOf } from "#lib/conversations/appeals/lock-appeals.ts";
import { giveAll, putBackAll } from "#lib/conversations/appeals/reassign-operator.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { handOverLeads, lockLeadsOf } from "#lib/pipeline/leads/hand-over-leads.ts";
import { handOverSales, lockSalesOf } from "#lib/pipeline/sales/hand-over-sales.ts";

type Operator = { id: number; name: string };

/**
 * Locks what an operator has open, in the order in which everything locks: sources, leads, sales, appeals, operators.
 * @param toId who is to get it, or null
 */
export function holdWork(tx: Tx, operatorId: number, toId: number | null): Promise<LockedAppeals> {
  return lockAppealsAndSourcesOf(tx, operatorId, toId === null ? [] : [toId], async () => {
    const leadIds = await lockLeadsOf(tx, operatorId);
    await lockSalesOf(tx, operatorId);
    return leadIds;
  });
}

/**
 * Gives away what an operator who was just deactivated has open: leads, sales and appeals to one other operator, or
 * leads and sales to nobody and appeals to their queues. Appeals that the other has no place for go to their queues,
 * too. The caller serves the queues.
 * @param held the operator's appeals, locked by `holdWork`
 */
export async function handOverWork(
  tx: Tx,
  ctx: Ctx,
  held: LockedAppeals,
  { from, to }: { from: Operator; to: Operator | null },
): Promise<void> {
  await handOverLeads(tx, ctx, from, to);
  await handOverSales(tx, ctx, from, to);
  await putBackAll(tx, ctx, to ? await giveAll(tx, ctx, held, to) : held.appeals);
}
