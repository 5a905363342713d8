import { and, eq, getTableColumns, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { leads } from "#db/schema/leads.ts";
import { operators } from "#db/schema/operators.ts";
import { sales } from "#db/schema/sales.ts";
import { sources } from "#db/schema/sources.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { NotFound, StaleVersion } from "#lib/core/errors.ts";
import { visibleSales } from "./access.ts";
import { presentSale } from "./present.ts";

const { workspaceId: _workspace, ...saleColumns } = getTableColumns(sales);

const selection = {
  ...saleColumns,
  leadName: leads.name,
  leadSourceDepartmentId: sources.departmentId,
  ownerName: operators.name,
};

/** A sale with the names that are shown beside it. */
export type SaleRow = Awaited<ReturnType<typeof getSale>>;

export function selectSales(tx: Tx) {
  return tx
    .select(selection)
    .from(sales)
    .innerJoin(leads, and(eq(leads.workspaceId, sales.workspaceId), eq(leads.id, sales.leadId)))
    .innerJoin(sources, and(eq(sources.workspaceId, leads.workspaceId), eq(sources.id, leads.sourceId)))
    .leftJoin(operators, and(eq(operators.workspaceId, sales.workspaceId), eq(operators.id, sales.ownerId)))
    .$dynamic();
}

/** @throws NotFound when there is none, or none that this person may see */
export async function getSale(tx: Tx, ctx: Ctx, saleId: number) {
  const [sale] = await selectSales(tx).where(and(eq(sales.id, saleId), visibleSales(ctx)));
  if (!sale) throw new NotFound("Sale");
  return sale;
}

/**
 * The sale, locked until the transaction ends.
 * @throws NotFound
 * @throws StaleVersion when a version is expected and somebody changed the sale since
 */
export async function lockSale(tx: Tx, ctx: Ctx, saleId: number, expectedVersion?: number): Promise<SaleRow> {
  await tx.execute(sql`select from ${sales} where ${sales.id} = ${saleId} for update`);
  const sale = await getSale(tx, ctx, saleId);
  if (expectedVersion !== undefined && expectedVersion !== sale.version)
    throw new StaleVersion(presentSale(sale));
  return sale;
}
