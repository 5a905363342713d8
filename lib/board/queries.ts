import { and, eq, inArray, sql } from "drizzle-orm";
import { prepareOnce, type Tx } from "#db/client.ts";
import { leads } from "#db/schema/leads.ts";
import { operators } from "#db/schema/operators.ts";
import { sales } from "#db/schema/sales.ts";
import { sources } from "#db/schema/sources.ts";
import { seesWholeWorkspace } from "#lib/auth/permissions.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { amountIn, type Money } from "#lib/core/currencies.ts";
import { type Page, toPage } from "#lib/core/paging.ts";
import { afterCursor, decodeSortedCursor, orderName, orderOf, type Sorting } from "#lib/core/sorting.ts";
import { countColumns } from "#lib/counters/count-columns.ts";
import { visibleLeads } from "#lib/leads/access.ts";
import { filterShape, leadConditions } from "#lib/leads/lead-conditions.ts";
import { countLeads, type LeadRow, selectLeads } from "#lib/leads/queries.ts";
import { LEAD_STAGES } from "#lib/leads/rules.ts";
import type { LeadStage } from "#lib/leads/schema.ts";
import { visibleSales } from "#lib/sales/access.ts";
import { countSales, type SaleRow, saleConditions, selectSales } from "#lib/sales/queries.ts";
import { SALE_STAGES } from "#lib/sales/rules.ts";
import type { SaleStage } from "#lib/sales/schema.ts";
import { getSettings } from "#lib/settings/queries.ts";
import { CARDS_PER_PAGE, type LeadBoardFilter, type SaleBoardFilter } from "./schema.ts";

type StageTotals = Totals & { stage: string };
type Totals = {
  count: number;
  /** What the cards are worth in the workspace's currency; null where no amount in it is known. */
  amount: number | null;
  /** The same of each currency. */
  amounts: Money[];
  medianAgeHours: number | null;
};

/** A column of a board with its first cards, in the order that people gave them. */
export type Column<Stage, Row> = Totals & { stage: Stage; page: Page<Row> };

const NO_PAGE = { rows: [], next: null };
const NO_CARDS: Totals = { count: 0, amount: null, amounts: [], medianAgeHours: null };

const LEADS_BY_RANK: Sorting = { column: leads.rank, idColumn: leads.id, descending: false };
const SALES_BY_RANK: Sorting = { column: sales.rank, idColumn: sales.id, descending: false };

const medianAgeHours = (since: typeof leads.stageChangedAt | typeof sales.stageChangedAt) =>
  sql<number>`percentile_cont(0.5) within group (order by date_part('epoch', now() - ${since})) / 3600`;

/** All columns of the leads board. The queries travel together: one round trip for the whole board. */
export async function leadBoard(
  tx: Tx,
  ctx: Ctx,
  filter: LeadBoardFilter,
): Promise<Column<LeadStage, LeadRow>[]> {
  const [totals, ...pages] = await Promise.all([
    leadTotals(tx, ctx, filter),
    ...LEAD_STAGES.map((stage) => leadCards(tx, ctx, stage, filter, undefined)),
  ]);
  return LEAD_STAGES.map((stage, place) => columnOf(stage, totals, pages[place]));
}

/** All columns with only those of these cards that are in them: what a screen asks for that has the others. */
export async function leadBoardOf(
  tx: Tx,
  ctx: Ctx,
  filter: LeadBoardFilter,
  ids: number[],
): Promise<Column<LeadStage, LeadRow>[]> {
  const cards = selectLeads(tx)
    .where(and(inArray(leads.id, ids), ...leadConditions(filter), visibleLeads(ctx)))
    .orderBy(...orderOf(LEADS_BY_RANK))
    .prepare("");
  const [totals, rows] = await Promise.all([leadTotals(tx, ctx, filter), cards.execute(filter)]);
  return LEAD_STAGES.map((stage) => columnOf(stage, totals, pageOf(stage, rows)));
}

const pageOf = <Row extends { stage: string }>(stage: string, rows: Row[]): Page<Row> => ({
  rows: rows.filter((row) => row.stage === stage),
  next: null,
});

/** The same for sales. */
export async function saleBoard(
  tx: Tx,
  ctx: Ctx,
  filter: SaleBoardFilter,
): Promise<Column<SaleStage, SaleRow>[]> {
  const [totals, ...pages] = await Promise.all([
    saleTotals(tx, ctx, filter),
    ...SALE_STAGES.map((stage) => saleCards(tx, ctx, stage, filter, undefined)),
  ]);
  return SALE_STAGES.map((stage, place) => columnOf(stage, totals, pages[place]));
}

export async function saleBoardOf(
  tx: Tx,
  ctx: Ctx,
  filter: SaleBoardFilter,
  ids: number[],
): Promise<Column<SaleStage, SaleRow>[]> {
  const [totals, rows] = await Promise.all([
    saleTotals(tx, ctx, filter),
    selectSales(tx)
      .where(and(inArray(sales.id, ids), saleConditions(tx, ctx, filter), visibleSales(ctx)))
      .orderBy(...orderOf(SALES_BY_RANK)),
  ]);
  return SALE_STAGES.map((stage) => columnOf(stage, totals, pageOf(stage, rows)));
}

function columnOf<Stage extends string, Row>(
  stage: Stage,
  totals: StageTotals[],
  page: Page<Row> = NO_PAGE,
): Column<Stage, Row> {
  return { ...NO_CARDS, ...totals.find((total) => total.stage === stage), stage, page };
}

/** The next cards of a column after `cursor`. */
export async function leadCards(
  tx: Tx,
  ctx: Ctx,
  stage: LeadStage,
  filter: LeadBoardFilter,
  cursor: string | undefined,
): Promise<Page<LeadRow>> {
  if (filter.stage !== undefined && filter.stage !== stage) return NO_PAGE;
  const after = decodeSortedCursor(LEADS_BY_RANK, cursor);
  const staged = { ...filter, stage };
  const build = (db: Tx, name: string) =>
    selectLeads(db)
      .where(and(...leadConditions(staged), visibleLeads(ctx), after && afterCursor(LEADS_BY_RANK, after)))
      .orderBy(...orderOf(LEADS_BY_RANK))
      .limit(CARDS_PER_PAGE + 1)
      .prepare(name);
  const query = after ? build(tx, "") : prepareOnce(tx, `lead cards|${filterShape(ctx, staged)}`, build);
  const rows = await query.execute(staged);
  return toPage(rows, CARDS_PER_PAGE, orderName(LEADS_BY_RANK), (lead) => [lead.rank, lead.id]);
}

export async function saleCards(
  tx: Tx,
  ctx: Ctx,
  stage: SaleStage,
  filter: SaleBoardFilter,
  cursor: string | undefined,
): Promise<Page<SaleRow>> {
  if (filter.stage !== undefined && filter.stage !== stage) return NO_PAGE;
  const after = decodeSortedCursor(SALES_BY_RANK, cursor);
  const build = (db: Tx, name: string) =>
    selectSales(db)
      .where(
        and(
          saleConditions(db, ctx, { ...filter, stage }),
          visibleSales(ctx),
          after && afterCursor(SALES_BY_RANK, after),
        ),
      )
      .orderBy(...orderOf(SALES_BY_RANK))
      .limit(CARDS_PER_PAGE + 1)
      .prepare(name);
  // The whole board is what is looked at most; its statement holds no value of the caller's.
  const isUsual =
    !after && seesWholeWorkspace(ctx) && Object.values(filter).every((value) => value === undefined);
  const query = isUsual ? prepareOnce(tx, `sale cards|${stage}`, build) : build(tx, "");
  const rows = await query.execute();
  return toPage(rows, CARDS_PER_PAGE, orderName(SALES_BY_RANK), (sale) => [sale.rank, sale.id]);
}

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
async function leadTotals(tx: Tx, ctx: Ctx, { stage, ...filter }: LeadBoardFilter): Promise<StageTotals[]> {
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

async function saleTotals(tx: Tx, ctx: Ctx, { stage, ...filter }: SaleBoardFilter): Promise<StageTotals[]> {
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
