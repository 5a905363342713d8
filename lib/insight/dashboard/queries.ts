import { and, eq, type SQL, sql } from "drizzle-orm";
import { executeOnce, type Tx } from "#db/client.ts";
import { leads } from "#db/schema/leads.ts";
import { sales } from "#db/schema/sales.ts";
import { sources } from "#db/schema/sources.ts";
import { canSeeWholeWorkspace } from "#lib/auth/permissions.ts";
import { visibleLeads } from "#lib/auth/visible-leads.ts";
import { clock } from "#lib/core/clock.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { amountIn, type Money, sumByCurrency } from "#lib/core/currencies.ts";
import { type Bounds, boundsBefore, boundsOf, within } from "#lib/core/period.ts";
import { type CountedStage, countStages } from "#lib/pipeline/counters/queries.ts";
import { share } from "#lib/pipeline/funnel/rules.ts";
import { needsAttention } from "#lib/pipeline/leads/filter-leads.ts";
import { countLeads } from "#lib/pipeline/leads/queries.ts";
import { LEAD_STAGES } from "#lib/pipeline/leads/rules.ts";
import type { Attention } from "#lib/pipeline/leads/schema.ts";
import { SALE_STAGES } from "#lib/pipeline/sales/rules.ts";
import { MAX_COUNTED } from "#lib/pipeline/views/rules.ts";
import { getSettings } from "#lib/workspace/settings/queries.ts";
import { appealTotals } from "./report-operators.ts";
import type {
  AttentionReport,
  DashboardJson,
  PeriodQuery,
  StagesNow,
  TrendPoint,
  TrendQuery,
} from "./schema.ts";

/** The leads that the caller may see, joined with source and sale. Who sees a lead sees its sale. */
export function fromLeads(ctx: Ctx, condition?: SQL): SQL {
  return sql`from ${leads}
    join ${sources} on ${sources.workspaceId} = ${leads.workspaceId} and ${sources.id} = ${leads.sourceId}
    left join ${sales} on ${sales.workspaceId} = ${leads.workspaceId} and ${sales.leadId} = ${leads.id}
    where ${and(visibleLeads(ctx), condition) ?? sql`true`}`;
}

export const ofSource = (query: PeriodQuery) =>
  query.source === undefined ? undefined : eq(sources.code, query.source);

const sumOf = <Figure extends string>(cells: Record<Figure, number>[], figure: Figure) =>
  cells.reduce((sum, cell) => sum + cell[figure], 0);

/** The columns of both boards by stage, with the sum of the scores or of the amounts. */
async function stagesOf(tx: Tx, ctx: Ctx): Promise<CountedStage[]> {
  if (canSeeWholeWorkspace(ctx)) return countStages(tx);
  return executeOnce<CountedStage>(
    tx,
    sql`select 'leads' as board, ${leads.stage} as stage, '' as currency, count(*)::int as count, count(${leads.aiScore})::int as valued,
        coalesce(sum(${leads.aiScore}), 0)::float8 as value ${fromLeads(ctx)} group by 2
      union all
      select 'sales', ${sales.stage}, ${sales.currency}, count(*)::int, count(${sales.amount})::int,
        coalesce(sum(${sales.amount}), 0)::float8 ${fromLeads(ctx, sql`${sales.id} is not null`)} group by 2, 3`,
  );
}

const cellsOf = (stages: CountedStage[], board: CountedStage["board"], stage: string) =>
  stages.filter((one) => one.board === board && one.stage === stage);

/** Each stage with the number of its leads, the number of scored ones, and the sum of their scores. */
const leadsOf = (stages: CountedStage[]) =>
  LEAD_STAGES.map((stage) => {
    const cells = cellsOf(stages, "leads", stage);
    return {
      stage,
      count: sumOf(cells, "count"),
      valued: sumOf(cells, "valued"),
      value: sumOf(cells, "value"),
    };
  });

/** Each stage with the number of its sales, and their amounts. */
const salesOf = (stages: CountedStage[]) =>
  SALE_STAGES.map((stage) => {
    const cells = cellsOf(stages, "sales", stage);
    const known = cells.filter(({ valued }) => valued > 0);
    const amounts = sumByCurrency(known.map(({ currency, value }) => ({ currency, amount: value })));
    return { stage, count: sumOf(cells, "count"), amounts };
  });

function stagesNow(stages: CountedStage[], currency: string): StagesNow {
  const leadStages = leadsOf(stages);
  const saleStages = salesOf(stages);
  const worthOf = (isAsked: (stage: string) => boolean) =>
    sumByCurrency(saleStages.flatMap(({ stage, amounts }) => (isAsked(stage) ? amounts : [])));
  const open = worthOf((stage) => stage !== "paid" && stage !== "lost");
  const paid = worthOf((stage) => stage === "paid");
  return {
    leads: {
      total: sumOf(leadStages, "count"),
      by_stage: Object.fromEntries(
        leadStages.map(({ stage, count }) => [stage, count]),
      ) as DashboardJson["leads"]["by_stage"],
    },
    sales: {
      total: sumOf(saleStages, "count"),
      by_stage: Object.fromEntries(
        saleStages.map(({ stage, count }) => [stage, count]),
      ) as DashboardJson["sales"]["by_stage"],
      amount_open: amountIn(open, currency) ?? 0,
      amounts_open: open,
      amount_paid: amountIn(paid, currency) ?? 0,
      amounts_paid: paid,
    },
  };
}

/** The leads and sales of one owner by stage. */
export async function ownStages(tx: Tx, operatorId: number): Promise<StagesNow> {
  const [{ currency }, stages] = await Promise.all([getSettings(tx), countStages(tx, operatorId)]);
  return stagesNow(stages, currency);
}

/** Every stage of the leads board with its count, in order. */
export async function leadsByStage(tx: Tx, ctx: Ctx) {
  return leadsOf(await stagesOf(tx, ctx)).map(({ stage, count }) => ({ stage, count }));
}

/** Every stage of the sales board with count and sums, in order. */
export async function salesByStage(tx: Tx, ctx: Ctx) {
  const [{ currency }, stages] = await Promise.all([getSettings(tx), stagesOf(tx, ctx)]);
  return salesOf(stages).map((sale) => ({ ...sale, amount: amountIn(sale.amounts, currency) ?? 0 }));
}

/** The state of the workspace, as far as the caller sees it. */
export async function dashboard(tx: Tx, ctx: Ctx): Promise<DashboardJson> {
  const { timeZone, currency } = await getSettings(tx);
  const today = clock.now().toLocaleDateString("sv-SE", { timeZone });
  const isToday = within(sql`${leads.createdAt}`, boundsOf({ from: today, to: today }, timeZone));
  const [appeals, stages, [came]] = await Promise.all([
    appealTotals(tx, ctx),
    stagesOf(tx, ctx),
    executeOnce<{ today: number }>(tx, sql`select count(*)::int as today ${fromLeads(ctx, isToday)}`),
  ]);
  const { leads: ofLeads, sales: ofSales } = stagesNow(stages, currency);
  const scored = sumOf(leadsOf(stages), "valued");
  const paid = ofSales.by_stage.paid;
  return {
    leads: {
      ...ofLeads,
      new_today: came?.today ?? 0,
      average_score: scored > 0 ? sumOf(leadsOf(stages), "value") / scored : null,
    },
    sales: ofSales,
    conversion: {
      lead_to_transferred: share(ofSales.total, ofLeads.total),
      transferred_to_paid: share(paid, ofSales.total),
      lead_to_paid: share(paid, ofLeads.total),
    },
    appeals,
    as_of: clock.now().toISOString(),
  };
}

/** Leads to be counted, with only the joins that are needed, because the planner removes none. */
export const fromCounted = (ctx: Ctx, query: PeriodQuery, board: "leads" | "sales", condition: SQL): SQL =>
  canSeeWholeWorkspace(ctx) && query.source === undefined
    ? sql`from ${board === "leads" ? leads : sales} where ${condition}`
    : fromLeads(ctx, and(ofSource(query), condition));

/** The sums of rows with `currency` and `amount`, as JSON. */
export const amountsAsJson = sql<
  Money[]
>`coalesce(jsonb_agg(jsonb_build_object('currency', currency, 'amount', amount)
  order by currency) filter (where amount is not null), '[]')`;

/** A moment in JSON's format, to the microsecond. */
const asJson = (moment: SQL) => sql`to_char((${moment}) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/**
 * Each day, week or month of the period: leads created, transferred, and amounts paid, beside the period before. Rows
 * are assigned to intervals by their start instants, in one pass. A look-up for each day of ten years took ten times
 * as long, and so did computing the calendar day of each row.
 */
export async function trend(
  tx: Tx,
  ctx: Ctx,
  { interval = "day", ...query }: TrendQuery,
): Promise<TrendPoint[]> {
  const { timeZone, currency } = await getSettings(tx);
  const zone = sql`${timeZone}::text`;
  const bounds = boundsOf(query, timeZone);
  const before = boundsBefore(bounds);
  const dayOf = (moment: SQL) => sql`((${moment}) at time zone ${zone})::date`;
  const startOf = (day: SQL) => sql`((${day})::timestamp at time zone ${zone})`;
  const placeOf = (moment: SQL, starts: SQL) => sql`width_bucket(${moment}, (select ${starts} from starts))`;
  const perPoint = (board: "leads" | "sales", moment: SQL, [starts, during]: [SQL, Bounds]) => sql`
    select ${placeOf(moment, starts)} as place, count(*)::int as value
    ${fromCounted(ctx, query, board, within(moment, during))} group by place`;
  const paidAt = sql`${sales.stageChangedAt}`;
  const isPaid = sql`${sales.stage} = 'paid' and ${within(paidAt, bounds)}`;
  const now: [SQL, Bounds] = [sql`now`, bounds];
  const then: [SQL, Bounds] = [sql`before`, before];
  const created = sql`${leads.createdAt}`;
  const { rows } = await tx.execute<TrendPoint>(sql`
    with span as (select ${dayOf(bounds.from)} as first, ${dayOf(sql`${bounds.to} - interval '1 millisecond'`)} as last),
      points as (
        select row_number() over (order by min(day))::int as place, min(day)::date as day, max(day)::date as last_day,
          last - first + 1 as count
        from span cross join generate_series(first, last, interval '1 day') as day
        group by date_trunc(${interval}, day), first, last),
      timed as (
        select *, greatest(${bounds.from}, ${startOf(sql`day`)}) as since, least(${bounds.to}, ${startOf(sql`last_day + 1`)}) as until
        from points),
      starts as (select array_agg(since order by place) as now,
        array_agg(greatest(${before.from}, ${startOf(sql`day - count`)}) order by place)
          || max(least(${before.to}, ${startOf(sql`last_day - count + 1`)})) as before from timed),
      created as (${perPoint("leads", created, now)}),
      created_before as (${perPoint("leads", created, then)}),
      transferred as (${perPoint("sales", sql`${sales.createdAt}`, now)}),
      money as (
        select ${placeOf(paidAt, sql`now`)} as place, ${sales.currency} as currency, count(*) as n, sum(${sales.amount})::float8 as amount
        ${fromCounted(ctx, query, "sales", isPaid)} group by 1, 2),
      paid as (
        select place, sum(n)::int as value, sum(amount) filter (where currency = ${currency}) as amount, ${amountsAsJson} as amounts
        from money group by place)
    select to_char(day, 'YYYY-MM-DD') as day, to_char(last_day, 'YYYY-MM-DD') as last_day, ${asJson(sql`since`)} as "from", ${asJson(sql`until - interval '1 microsecond'`)} as "to",
      coalesce(created.value, 0) as new, coalesce(transferred.value, 0) as transferred, coalesce(paid.value, 0) as paid,
      coalesce(paid.amount, 0) as amount_paid, coalesce(paid.amounts, '[]') as amounts_paid, coalesce(created_before.value, 0) as new_before
    from timed left join created using (place) left join created_before using (place)
      left join transferred using (place) left join paid using (place)
    order by day`);
  return rows;
}

/** How many leads need attention, by reason, each counted up to one more than `MAX_COUNTED`. */
export async function attention(tx: Tx, ctx: Ctx): Promise<AttentionReport> {
  const countOf = (kind: Attention) => countLeads(tx, ctx, { attention: kind }, MAX_COUNTED + 1);
  const [quiet, overdue, stale, ready, oldest] = await Promise.all([
    countOf("quiet"),
    countOf("overdue"),
    countOf("stale"),
    countOf("ready"),
    tx.execute<{ name: string | null }>(
      sql`select ${leads.name} as name ${fromLeads(ctx, needsAttention.overdue())} order by ${leads.nextStepAt} limit 1`,
    ),
  ]);
  return { quiet, overdue, stale, ready, oldest_overdue_name: oldest.rows[0]?.name ?? null };
}
