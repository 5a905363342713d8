import { and, inArray, type SQL } from "drizzle-orm";
import { prepareOnce, type Tx } from "#db/client.ts";
import { leads } from "#db/schema/leads.ts";
import { sales } from "#db/schema/sales.ts";
import { canSeeWholeWorkspace } from "#lib/auth/permissions.ts";
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
import { countTotals, type StageTotals, type Totals } from "./count-cards.ts";
import { CARDS_PER_PAGE, type LeadBoardFilter, type SaleBoardFilter } from "./schema.ts";

/** A column of a board with its first cards, in the order that people gave them. */
export type Column<Stage, Row> = Totals & { stage: Stage; page: Page<Row> };

type Slice = {
  /** Beyond the filter and what the caller may see. */
  where: SQL | undefined;
  limit?: number;
  /** The name to prepare the statement under; empty for one that is not used again. */
  name: string;
};

/** What the reader of a board needs to know of its cards. */
type Cards<Stage extends string, Filter, Row> = {
  stages: readonly Stage[];
  byRank: Sorting;
  countTotals: (tx: Tx, ctx: Ctx, filter: Filter) => Promise<StageTotals[]>;
  /** The statement that finds the cards of a filter that the caller may see, by rank. */
  build: (tx: Tx, ctx: Ctx, filter: Filter, slice: Slice) => { execute: (values: Filter) => Promise<Row[]> };
  /**
   * Names the statement for the first cards of a stage, when it holds no values of the caller and so can be prepared
   * once.
   */
  statementName: (ctx: Ctx, filter: Filter, stage: Stage) => string | undefined;
};

const NO_PAGE = { rows: [], next: null };
const NO_CARDS: Totals = { count: 0, amount: null, amounts: [], medianAgeHours: null };

const LEAD_CARDS: Cards<LeadStage, LeadBoardFilter, LeadRow> = {
  stages: LEAD_STAGES,
  byRank: { column: leads.rank, idColumn: leads.id, descending: false },
  countTotals: (tx, ctx, filter) => countTotals(tx, ctx, "leads", filter),
  build: (tx, ctx, filter, { where, limit, name }) => {
    const query = selectLeads(tx)
      .where(and(...leadConditions(filter), visibleLeads(ctx), where))
      .orderBy(...orderOf(LEAD_CARDS.byRank));
    return (limit === undefined ? query : query.limit(limit)).prepare(name);
  },
  statementName: (ctx, filter, stage) => `lead cards|${filterShape(ctx, { ...filter, stage })}`,
};

const SALE_CARDS: Cards<SaleStage, SaleBoardFilter, SaleRow> = {
  stages: SALE_STAGES,
  byRank: { column: sales.rank, idColumn: sales.id, descending: false },
  countTotals: (tx, ctx, filter) => countTotals(tx, ctx, "sales", filter),
  build: (tx, ctx, filter, { where, limit, name }) => {
    const query = selectSales(tx)
      .where(and(saleConditions(tx, ctx, filter), visibleSales(ctx), where))
      .orderBy(...orderOf(SALE_CARDS.byRank));
    return (limit === undefined ? query : query.limit(limit)).prepare(name);
  },
  // A filter of sales is a part of the statement, so only the whole board, which is read most, is prepared.
  statementName: (ctx, filter, stage) =>
    canSeeWholeWorkspace(ctx) && Object.values(filter).every((value) => value === undefined)
      ? `sale cards|${stage}`
      : undefined,
};

type BoardFilter<Stage> = { stage?: Stage | undefined };
type CardRow = { id: number; stage: string; rank: string };

/** All columns of a board. The queries travel together: one round trip for the whole board. */
async function readBoard<Stage extends string, Filter extends BoardFilter<Stage>, Row extends CardRow>(
  cards: Cards<Stage, Filter, Row>,
  tx: Tx,
  ctx: Ctx,
  filter: Filter,
): Promise<Column<Stage, Row>[]> {
  const [totals, ...pages] = await Promise.all([
    cards.countTotals(tx, ctx, filter),
    ...cards.stages.map((stage) => readCards(cards, tx, ctx, stage, filter, undefined)),
  ]);
  return cards.stages.map((stage, place) => columnOf(stage, totals, pages[place]));
}

/** All columns, each with only those of the cards `ids` that are in it: for a screen that has the others already. */
async function readBoardOf<Stage extends string, Filter, Row extends CardRow>(
  cards: Cards<Stage, Filter, Row>,
  tx: Tx,
  ctx: Ctx,
  filter: Filter,
  ids: number[],
): Promise<Column<Stage, Row>[]> {
  const found = cards.build(tx, ctx, filter, { where: inArray(cards.byRank.idColumn, ids), name: "" });
  const [totals, rows] = await Promise.all([cards.countTotals(tx, ctx, filter), found.execute(filter)]);
  return cards.stages.map((stage) => {
    const inStage = rows.filter((row) => row.stage === stage);
    return columnOf(stage, totals, { rows: inStage, next: null });
  });
}

function columnOf<Stage extends string, Row>(
  stage: Stage,
  totals: StageTotals[],
  page: Page<Row> = NO_PAGE,
): Column<Stage, Row> {
  return { ...NO_CARDS, ...totals.find((total) => total.stage === stage), stage, page };
}

/** The cards of a column after `cursor`, or its first ones. */
async function readCards<Stage extends string, Filter extends BoardFilter<Stage>, Row extends CardRow>(
  cards: Cards<Stage, Filter, Row>,
  tx: Tx,
  ctx: Ctx,
  stage: Stage,
  filter: Filter,
  cursor: string | undefined,
): Promise<Page<Row>> {
  if (filter.stage !== undefined && filter.stage !== stage) return NO_PAGE;
  const { byRank } = cards;
  const after = decodeSortedCursor(byRank, cursor);
  const where = after && afterCursor(byRank, after);
  const staged = { ...filter, stage };
  const build = (db: Tx, name: string) =>
    cards.build(db, ctx, staged, { where, limit: CARDS_PER_PAGE + 1, name });
  const name = after ? undefined : cards.statementName(ctx, filter, stage);
  const query = name === undefined ? build(tx, "") : prepareOnce(tx, name, build);
  const rows = await query.execute(staged);
  return toPage(rows, CARDS_PER_PAGE, orderName(byRank), (card) => [card.rank, card.id]);
}

/**
 * All columns of the leads board with their first cards.
 * @param ids only those of these cards that are in a column
 */
export const leadBoard = (tx: Tx, ctx: Ctx, filter: LeadBoardFilter, ids?: number[]) =>
  ids ? readBoardOf(LEAD_CARDS, tx, ctx, filter, ids) : readBoard(LEAD_CARDS, tx, ctx, filter);

/** The same for the sales board. */
export const saleBoard = (tx: Tx, ctx: Ctx, filter: SaleBoardFilter, ids?: number[]) =>
  ids ? readBoardOf(SALE_CARDS, tx, ctx, filter, ids) : readBoard(SALE_CARDS, tx, ctx, filter);

/** The next cards of a column of the leads board after `cursor`. */
export const leadCards = (
  tx: Tx,
  ctx: Ctx,
  stage: LeadStage,
  filter: LeadBoardFilter,
  cursor: string | undefined,
): Promise<Page<LeadRow>> => readCards(LEAD_CARDS, tx, ctx, stage, filter, cursor);

/** The same for the sales board. */
export const saleCards = (
  tx: Tx,
  ctx: Ctx,
  stage: SaleStage,
  filter: SaleBoardFilter,
  cursor: string | undefined,
): Promise<Page<SaleRow>> => readCards(SALE_CARDS, tx, ctx, stage, filter, cursor);
