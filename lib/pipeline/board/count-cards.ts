import { and, eq, sql } from "drizzle-orm";
import { prepareOnce, type Tx } from "#db/client.ts";
import { leads } from "#db/schema/leads.ts";
import { operators } from "#db/schema/operators.ts";
import { sales } from "#db/schema/sales.ts";
import { sources } from "#db/schema/sources.ts";
import { canSeeWholeWorkspace } from "#lib/auth/permissions.ts";
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

type BoardFilters = { leads: LeadBoardFilter; sales: SaleBoardFilter };
type Board = keyof BoardFilters;

/** The filters by which counters know the cards. A sale has the source of its lead, which its counters lack. */
const COUNTED_BY: Record<Board, string[]> = { leads: ["source", "owner_id"], sales: ["owner_id"] };

function isCounted(ctx: Ctx, board: Board, filter: LeadBoardFilter | SaleBoardFilter): boolean {
  const given = Object.entries(filter).filter(([, value]) => value !== undefined);
  // An operator sees only some of the cards of another owner, and counters know only all of them.
  const isOfOwner = filter.owner_id !== undefined;
  return (
    (canSeeWholeWorkspace(ctx) || !isOfOwner) && given.every(([name]) => COUNTED_BY[board].includes(name))
  );
}

type Totalling = {
  [Name in Board]: (tx: Tx, ctx: Ctx, filter: BoardFilters[Name]) => Promise<StageTotals[]>;
};
type Counting = {
  [Name in Board]: (tx: Tx, ctx: Ctx, filter: BoardFilters[Name], limit: number) => Promise<number>;
};

const COUNT: Counting = {
  leads: countLeads,
  sales: (tx, ctx, filter, limit) => countSales(tx, ctx, filter, { limit }),
};

/**
 * How many cards match that the caller sees: exact where counters know them, otherwise counted up to `limit`.
 * @returns `isMore` when there are more than were counted
 */
export async function countCards<Name extends Board>(
  tx: Tx,
  ctx: Ctx,
  board: Name,
  filter: BoardFilters[Name],
  limit: number,
): Promise<{ count: number; isMore: boolean }> {
  if (isCounted(ctx, board, filter)) {
    const columns = await countColumns(tx, ctx, board, filter);
    return { count: columns.reduce((sum, { count }) => sum + count, 0), isMore: false };
  }
  const count = await COUNT[board](tx, ctx, filter, limit + 1);
  return { count: Math.min(count, limit), isMore: count > limit };
}

const TOTAL: Totalling = { leads: totalLeads, sales: totalSales };

/** Count, sum and median age of the columns that have cards. With `stage` in the filter, of that column alone. */
export async function countTotals<Name extends Board>(
  tx: Tx,
  ctx: Ctx,
  board: Name,
  { stage, ...rest }: BoardFilters[Name],
): Promise<StageTotals[]> {
  const filter = rest as BoardFilters[Name];
  const totals = isCounted(ctx, board, filter)
    ? await countColumns(tx, ctx, board, filter)
    : await TOTAL[board](tx, ctx, filter);
  return totals.filter((column) => stage === undefined || column.stage === stage);
}

function totalLeads(tx: Tx, ctx: Ctx, filter: LeadBoardFilter): Promise<StageTotals[]> {
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

async function totalSales(tx: Tx, ctx: Ctx, filter: SaleBoardFilter): Promise<StageTotals[]> {
  const [{ currency }, rows] = await Promise.all([getSettings(tx), sumSales(tx, ctx, filter)]);
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

/** The totals of each stage, where the currency is null, and of each of its currencies. */
function sumSales(tx: Tx, ctx: Ctx, filter: SaleBoardFilter) {
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
