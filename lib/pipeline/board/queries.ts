import { and, inArray } from "drizzle-orm";
import { prepareOnce, type Tx } from "#db/client.ts";
import { leads } from "#db/schema/leads.ts";
import { sales } from "#db/schema/sales.ts";
import { seesWholeWorkspace } from "#lib/auth/permissions.ts";
import { visibleLeads } from "#lib/auth/visible-leads.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { type Page, toPage } from "#lib/core/paging.ts";
import { afterCursor, decodeSortedCursor, orderName, orderOf, type Sorting } from "#lib/core/sorting.ts";
import { filterShape, leadConditions } from "#lib/pipeline/leads/filter-leads.ts";
import { type LeadRow, selectLeads } from "#lib/pipeline/leads/queries.ts";
import { LEAD_STAGES, type LeadStage } from "#lib/pipeline/leads/rules.ts";
import { visibleSales } from "#lib/pipeline/sales/access.ts";
import { type SaleRow, saleConditions, selectSales } from "#lib/pipeline/sales/queries.ts";
import { SALE_STAGES, type SaleStage } from "#lib/pipeline/sales/rules.ts";
import { leadTotals, type StageTotals, saleTotals, type Totals } from "./count-cards.ts";
import { CARDS_PER_PAGE, type LeadBoardFilter, type SaleBoardFilter } from "./schema.ts";

/** A column of a board with its first cards, in the order that people gave them. */
export type Column<Stage, Row> = Totals & { stage: Stage; page: Page<Row> };

const NO_PAGE = { rows: [], next: null };
const NO_CARDS: Totals = { count: 0, amount: null, amounts: [], medianAgeHours: null };

const LEADS_BY_RANK: Sorting = { column: leads.rank, idColumn: leads.id, descending: false };
const SALES_BY_RANK: Sorting = { column: sales.rank, idColumn: sales.id, descending: false };

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
