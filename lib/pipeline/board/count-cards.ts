import { and, eq, sql } from "drizzle-orm";
import { prepareOnce, type Tx } from "#db/client.ts";
import { leads } from "#db/schema/leads.ts";
import { operators } from "#db/schema/operators.ts";
import { sales } from "#db/schema/sales.ts";
import { sources } from "#db/schema/sources.ts";
import { seesWholeWorkspace } from "#lib/auth/permissions.ts";
import { visibleLeads } from "#lib/auth/visible-leads.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { amountIn, type Money } from "#lib/core/currencies.ts";
import { countColumns } from "#lib/pipeline/counters/count-columns.ts";
import { filterShape, leadConditions } from "#lib/pipeline/leads/filter-leads.ts";
import { countLeads } from "#lib/pipeline/leads/queries.ts";
import { visibleSales } from "#lib/pipeline/sales/access.ts";
import { countSales, saleConditions } from "#lib/pipeline/sales/queries.ts";
import { getSettings } from "#lib/workspace/settings/queries.ts";
import type { LeadBoardFilter, SaleBoardFilter } from "./schema.ts";

export type StageTotals = Totals & { stage: string };
export type Totals = {
  count: number;
  /** What the cards are worth in the workspace's currency; null where no amount in it is known. */
  amount: number | null;
  /** The same of each currency. */
  amounts: Money[];
  medianAgeHours: number | null;
};

const medianAgeHours = (since: typeof leads.stageChangedAt | typeof sales.stageChangedAt) =>
  sql<number>`percentile_cont(0.5) within group (order by date_part('epoch', now() - ${since})) / 3600`;

/** What boards are counted by already. Sales have no source of their own. */
const COUNTED_BY = { leads: ["source", "owner_id"], sales: ["owner_id"] };

function isCounted(ctx: Ctx, board: "leads" | "sales", filter: LeadBoardFilter | SaleBoardFilter): boolean {
  const given = Object.entries(filter).filter(([, value]) => value !== undefined);
  // Of what others own, an operator sees too little to be counted.
  const isOfOwner = filter.owner_id !== undefined;
  return (seesWholeWorkspace(ctx) || !isOfOwner) && given.every(([name]) => COUNTED_BY[board].includes(name));
}

/** How many cards of a filter there are, or that there are more than was counted. */
type Counted = { count: number; isMore: boolean };

/** The leads of a filter: exactly where counters know, up to `atMost` otherwise. */
export async function countLeadCards(
  tx: Tx,
  ctx: Ctx,
  filter: LeadBoardFilter,
  atMost: number,
): Promise<Counted> {
  if (!isCounted(ctx, "leads", filter)) return upTo(atMost, await countLeads(tx, ctx, filter, atMost + 1));
  return inAll(await countColumns(tx, ctx, "leads", filter));
}

/** The same of sales. */
export async function countSaleCards(
  tx: Tx,
  ctx: Ctx,
  filter: SaleBoardFilter,
  atMost: number,
): Promise<Counted> {
  if (!isCounted(ctx, "sales", filter))
    return upTo(atMost, await countSales(tx, ctx, filter, { atMost: atMost + 1 }));
  return inAll(await countColumns(tx, ctx, "sales", filter));
}

const upTo = (atMost: number, count: number): Counted => ({
  count: Math.min(count, atMost),
  isMore: count > atMost,
});
const inAll = (columns: { count: number }[]): Counted => ({
  count: columns.reduce((sum, { count }) => sum + count, 0),
  isMore: false,
});

/** One stage is counted as its column always is; the other columns are empty then. */
export async function leadTotals(
  tx: Tx,
  ctx: Ctx,
  { stage, ...filter }: LeadBoardFilter,
): Promise<StageTotals[]> {
  const totals = await allLeadTotals(tx, ctx, filter);
  return totals.filter((column) => stage === undefined || column.stage === stage);
}

function allLeadTotals(tx: Tx, ctx: Ctx, filter: LeadBoardFilter): Promise<StageTotals[]> {
  if (isCounted(ctx, "leads", filter)) return countColumns(tx, ctx, "leads", filter);
  return prepareOnce(tx, `lead totals|${filterShape(ctx, filter)}`, (db, name) =>
    db
      .select({
        stage: leads.stage,
        count: sql<number>`count(*)::int`,
        amount: sql<null>`null`,
        amounts: sql<[]>`'[]'::jsonb`,
        medianAgeHours: medianAgeHours(leads.stageChangedAt),
      })
      .from(leads)
      .innerJoin(sources, and(eq(sources.workspaceId, leads.workspaceId), eq(sources.id, leads.sourceId)))
      .leftJoin(operators, and(eq(operators.workspaceId, leads.workspaceId), eq(operators.id, leads.ownerId)))
      .where(and(...leadConditions(filter), visibleLeads(ctx)))
      .groupBy(leads.stage)
      .prepare(name),
  ).execute(filter);
}

export async function saleTotals(
  tx: Tx,
  ctx: Ctx,
  { stage, ...filter }: SaleBoardFilter,
): Promise<StageTotals[]> {
  const totals = await allSaleTotals(tx, ctx, filter);
  return totals.filter((column) => stage === undefined || column.stage === stage);
}

async function allSaleTotals(tx: Tx, ctx: Ctx, filter: SaleBoardFilter): Promise<StageTotals[]> {
  if (isCounted(ctx, "sales", filter)) return countColumns(tx, ctx, "sales", filter);
  const [{ currency }, rows] = await Promise.all([getSettings(tx), lookUpSaleTotals(tx, ctx, filter)]);
  const isWhole = (row: (typeof rows)[number]) => row.currency === null;
  return rows.filter(isWhole).map(({ currency: _, ...total }) => {
    const amounts = rows.flatMap((row) =>
      row.stage === total.stage && row.currency !== null && row.amount !== null
        ? [{ currency: row.currency, amount: row.amount }]
        : [],
    );
    return { ...total, amount: amountIn(amounts, currency) ?? null, amounts };
  });
}

/** Each stage as a whole, where the currency is null, and of each currency. */
function lookUpSaleTotals(tx: Tx, ctx: Ctx, filter: SaleBoardFilter) {
  return tx
    .select({
      stage: sales.stage,
      currency: sql<string | null>`${sales.currency}`,
      count: sql<number>`count(*)::int`,
      amount: sql<number | null>`sum(${sales.amount})::float8`,
      medianAgeHours: medianAgeHours(sales.stageChangedAt),
    })
    .from(sales)
    .innerJoin(leads, and(eq(leads.workspaceId, sales.workspaceId), eq(leads.id, sales.leadId)))
    .innerJoin(sources, and(eq(sources.workspaceId, leads.workspaceId), eq(sources.id, leads.sourceId)))
    .where(and(saleConditions(tx, ctx, filter), visibleSales(ctx)))
    .groupBy(sql`grouping sets ((${sales.stage}), (${sales.stage}, ${sales.currency}))`)
    .orderBy(sales.stage, sales.currency);
}
