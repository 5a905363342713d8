import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { leads } from "#db/schema/leads.ts";
import { sales } from "#db/schema/sales.ts";
import { sources } from "#db/schema/sources.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import type { EventType } from "#lib/core/event-types.ts";
import { recordAll } from "#lib/core/record.ts";

/** An owner as events store them. */
export type Owner = { id: number; name: string };

/** What was handed over, and the operators who see it beside its owners. */
type Handed = { id: number; departmentId: number | null; answeringIds?: number[] };

/** The sales of an operator that are neither paid nor lost. Ended ones keep their owner as history. */
const isOpenSaleOf = (operatorId: number) =>
  and(eq(sales.ownerId, operatorId), sql`${sales.stage} in ('new', 'kyc', 'agreement')`);

/** How many sales of an operator are neither paid nor lost. */
export async function countOpenSales(tx: Tx, operatorId: number): Promise<number> {
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(sales)
    .where(isOpenSaleOf(operatorId));
  return row?.count ?? 0;
}

/** Locks the sales that `handOverSales` takes, in the order of their ids; leads come before, appeals after. */
export async function lockSalesOf(tx: Tx, operatorId: number): Promise<void> {
  await tx
    .select({ id: sales.id })
    .from(sales)
    .where(isOpenSaleOf(operatorId))
    .orderBy(sales.id)
    .for("no key update");
}

/** Assigns the open sales of an operator to another owner, or to none, each with its event. */
export async function handOverSales(tx: Tx, ctx: Ctx, from: Owner, to: Owner | null): Promise<void> {
  const handed = await tx
    .update(sales)
    .set({ ownerId: to?.id ?? null, updatedAt: sql`now()`, version: sql`${sales.version} + 1` })
    .from(leads)
    .innerJoin(sources, and(eq(sources.workspaceId, leads.workspaceId), eq(sources.id, leads.sourceId)))
    .where(and(eq(leads.workspaceId, sales.workspaceId), eq(leads.id, sales.leadId), isOpenSaleOf(from.id)))
    .returning({ id: sales.id, departmentId: sources.departmentId });
  recordHandOver(tx, ctx, "sale.updated", handed, { from, to });
}

/** Records that rows went from one owner to another, or to none, with one event for each. */
export function recordHandOver(
  tx: Tx,
  ctx: Ctx,
  type: EventType,
  handed: Handed[],
  { from, to }: { from: Owner; to: Owner | null },
): void {
  recordAll(
    tx,
    handed.map(({ id, departmentId, answeringIds = [] }) => ({
      ctx,
      type,
      before: { id, ownerId: from.id, ownerName: from.name },
      after: { id, ownerId: to?.id ?? null, ownerName: to?.name ?? null },
      ownerIds: [from.id, to?.id ?? null, ...answeringIds],
      departmentId,
    })),
  );
}
