import { and, eq, getTableColumns, type SQL, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { leads } from "#db/schema/leads.ts";
import { operators } from "#db/schema/operators.ts";
import { sales } from "#db/schema/sales.ts";
import { sources } from "#db/schema/sources.ts";
import { isFoundFor } from "#lib/auth/visible-leads.ts";
import type { Card } from "#lib/core/board-rank.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { NotFound } from "#lib/core/errors.ts";
import { MAX_SEARCH_HITS } from "#lib/core/limits.ts";
import { ifGiven } from "#lib/core/listing.ts";
import { type Cursor, type Page, type PageRequest, toPage } from "#lib/core/paging.ts";
import { endOf, startOf } from "#lib/core/period.ts";
import { afterCursor, decodeSortedCursor, orderName, orderOf, type Sorting } from "#lib/core/sorting.ts";
import { visibleSales } from "./access.ts";
import type { SALE_SORTS, SaleFilter } from "./schema.ts";

const {
  workspaceId: _workspace,
  kycAt: _kyc,
  agreementAt: _agreement,
  ...saleColumns
} = getTableColumns(sales);

const selection = {
  ...saleColumns,
  leadName: leads.name,
  leadBusinessDomain: leads.businessDomain,
  leadSource: sources.code,
  leadNextStep: leads.nextStep,
  leadNextStepAt: leads.nextStepAt,
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

/** The place of a sale on the board, if the caller may see the sale. */
export async function findSaleCard(tx: Tx, ctx: Ctx, saleId: number): Promise<Card | undefined> {
  const [card] = await tx
    .select({ stage: sales.stage, rank: sales.rank })
    .from(sales)
    .innerJoin(leads, and(eq(leads.workspaceId, sales.workspaceId), eq(leads.id, sales.leadId)))
    .innerJoin(sources, and(eq(sources.workspaceId, leads.workspaceId), eq(sources.id, leads.sourceId)))
    .where(and(eq(sales.id, saleId), visibleSales(ctx)));
  return card;
}

const SORT_COLUMNS = {
  created_at: sales.createdAt,
  updated_at: sales.updatedAt,
  stage_changed_at: sales.stageChangedAt,
  amount: sales.amount,
} as const satisfies Record<(typeof SALE_SORTS)[number], unknown>;

type SortName = (typeof SALE_SORTS)[number];

/** Amounts are compared within one currency: the one in the filter, or the workspace's. */
function ofOneCurrency(
  { currency, min_amount, max_amount }: SaleFilter,
  sortedBy?: SortName,
): SQL | undefined {
  if (currency !== undefined) return eq(sales.currency, currency);
  const isByAmount = min_amount !== undefined || max_amount !== undefined || sortedBy === "amount";
  return isByAmount ? sql`${sales.currency} = (select workspaces.currency from workspaces)` : undefined;
}

export function saleConditions(tx: Tx, ctx: Ctx, filter: SaleFilter, sortedBy?: SortName): SQL | undefined {
  return and(
    ofOneCurrency(filter, sortedBy),
    ifGiven(
      filter.is_open,
      (isOpen) => sql`(${sales.stage} in ('new', 'kyc', 'agreement')) = ${isOpen}::boolean`,
    ),
    ifGiven(filter.stage, (stage) => eq(sales.stage, stage)),
    ifGiven(filter.owner_id, (ownerId) => eq(sales.ownerId, ownerId)),
    ifGiven(filter.lead_id, (leadId) => eq(sales.leadId, leadId)),
    ifGiven(filter.min_amount, (amount) => sql`${sales.amount} >= ${amount}`),
    ifGiven(filter.max_amount, (amount) => sql`${sales.amount} <= ${amount}`),
    ifGiven(filter.days, (days) => sql`${sales.createdAt} >= now() - make_interval(days => ${days}::int)`),
    ifGiven(filter.created_from, (from) => sql`${sales.createdAt} >= ${startOf(from)}`),
    ifGiven(filter.created_to, (to) => sql`${sales.createdAt} <= ${endOf(to)}`),
    ifGiven(
      filter.paid_from,
      (from) => sql`(${sales.stage} = 'paid' and ${sales.stageChangedAt} >= ${startOf(from)})`,
    ),
    ifGiven(
      filter.paid_to,
      (to) => sql`(${sales.stage} = 'paid' and ${sales.stageChangedAt} <= ${endOf(to)})`,
    ),
    ifGiven(filter.source, (source) => sql`${sources.code} = ${source}`),
    ifGiven(filter.q, (words) =>
      and(
        sql`${sales.leadId} in (select find_leads(${words}, ${MAX_SEARCH_HITS}))`,
        isFoundFor(tx, ctx, words, [leads.name, leads.businessDomain]),
      ),
    ),
  );
}

/** One page of the sales that the caller may see. Newest first unless sorted otherwise. */
export async function listSales(
  tx: Tx,
  ctx: Ctx,
  filter: SaleFilter,
  { sort = "-created_at", limit, cursor, count }: PageRequest<SortName>,
): Promise<Page<SaleRow>> {
  const name = sort.replace("-", "") as SortName;
  const sorting: Sorting = {
    column: SORT_COLUMNS[name],
    idColumn: sales.id,
    descending: sort.startsWith("-"),
  };
  const after = decodeSortedCursor(sorting, cursor);
  const rows = await selectSales(tx)
    .where(
      and(saleConditions(tx, ctx, filter, name), visibleSales(ctx), after && afterCursor(sorting, after)),
    )
    .orderBy(...orderOf(sorting))
    .limit(limit + 1);
  const page = toPage(rows, limit, orderName(sorting), (sale) => saleCursor(sale, name));
  return count === "true" ? { ...page, total: await countSales(tx, ctx, filter, { sortedBy: name }) } : page;
}

function saleCursor(sale: SaleRow, sortedBy: SortName): Cursor {
  const value = {
    created_at: sale.createdAt,
    updated_at: sale.updatedAt,
    stage_changed_at: sale.stageChangedAt,
    amount: sale.amount,
  }[sortedBy];
  return [value instanceof Date ? value.toISOString() : value, sale.id];
}

/**
 * How many sales match that the caller may see, counted up to `limit`. `sortedBy` is the order of the list that is
 * counted: by amount it has one currency only.
 */
export async function countSales(
  tx: Tx,
  ctx: Ctx,
  filter: SaleFilter,
  { limit = Number.MAX_SAFE_INTEGER, sortedBy }: { limit?: number; sortedBy?: SortName } = {},
): Promise<number> {
  const found = tx
    .select({ one: sql`1`.as("one") })
    .from(sales)
    .innerJoin(leads, and(eq(leads.workspaceId, sales.workspaceId), eq(leads.id, sales.leadId)))
    .innerJoin(sources, and(eq(sources.workspaceId, leads.workspaceId), eq(sources.id, leads.sourceId)))
    .where(and(saleConditions(tx, ctx, filter, sortedBy), visibleSales(ctx)))
    .limit(limit)
    .as("found");
  const [row] = await tx.select({ count: sql<number>`count(*)::int` }).from(found);
  return row?.count ?? 0;
}
