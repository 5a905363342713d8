import { and, eq, type SQL, sql } from "drizzle-orm";
import { executeOnce, type Tx } from "#db/client.ts";
import { leads } from "#db/schema/leads.ts";
import { sales } from "#db/schema/sales.ts";
import { sources } from "#db/schema/sources.ts";
import { seesWholeWorkspace } from "#lib/auth/permissions.ts";
import { clock } from "#lib/core/clock.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { type Bounds, boundsBefore, boundsOf, within } from "#lib/core/period.ts";
import { type CountedStage, countedStages } from "#lib/counters/queries.ts";
import { visibleLeads } from "#lib/leads/access.ts";
import { needsAttention } from "#lib/leads/queries.ts";
import { LEAD_STAGES } from "#lib/leads/rules.ts";
import { SALE_STAGES } from "#lib/sales/rules.ts";
import { getSettings } from "#lib/settings/queries.ts";
import { appealTotals } from "./report-operators.ts";
import type {
  AttentionReport,
  DashboardJson,
  PeriodQuery,
  PeriodReport,
  SourceReport,
  TrendDay,
} from "./schema.ts";

/** Leads that the caller may see, joined with source and sale. A sale is seen where its lead is. */
function fromLeads(ctx: Ctx, condition?: SQL): SQL {
  return sql`from ${leads}
    join ${sources} on ${sources.workspaceId} = ${leads.workspaceId} and ${sources.id} = ${leads.sourceId}
    left join ${sales} on ${sales.workspaceId} = ${leads.workspaceId} and ${sales.leadId} = ${leads.id}
    where ${and(visibleLeads(ctx), condition) ?? sql`true`}`;
}

const ofSource = (query: PeriodQuery) =>
  query.source === undefined ? undefined : eq(sources.code, query.source);

const share = (part: number, whole: number) => (whole > 0 ? part / whole : null);

const sumOf = <Figure extends string>(cells: Record<Figure, number>[], figure: Figure) =>
  cells.reduce((sum, cell) => sum + cell[figure], 0);

/** What the leads board and the sales board hold by stage, with the sum of the scores or of the amounts. */
async function stagesOf(tx: Tx, ctx: Ctx): Promise<CountedStage[]> {
  if (seesWholeWorkspace(ctx)) return countedStages(tx);
  return executeOnce<CountedStage>(
    tx,
    sql`select 'leads' as board, ${leads.stage} as stage, count(*)::int as count, count(${leads.aiScore})::int as valued,
        coalesce(sum(${leads.aiScore}), 0)::float8 as value ${fromLeads(ctx)} group by 2
      union all
      select 'sales', ${sales.stage}, count(*)::int, count(${sales.amount})::int, coalesce(sum(${sales.amount}), 0)::float8
        ${fromLeads(ctx, sql`${sales.id} is not null`)} group by 2`,
  );
}

const leadsOf = (stages: CountedStage[]) =>
  LEAD_STAGES.map((stage) => ({ stage, ...cellOf(stages, "leads", stage) }));
const salesOf = (stages: CountedStage[]) =>
  SALE_STAGES.map((stage) => ({ stage, ...cellOf(stages, "sales", stage) }));

function cellOf(stages: CountedStage[], board: CountedStage["board"], stage: string) {
  const found = stages.find((one) => one.board === board && one.stage === stage);
  return { count: found?.count ?? 0, valued: found?.valued ?? 0, value: found?.value ?? 0 };
}

/** Every stage of the leads board with its count, in order. */
export async function leadsByStage(tx: Tx, ctx: Ctx) {
  return leadsOf(await stagesOf(tx, ctx)).map(({ stage, count }) => ({ stage, count }));
}

/** Every stage of the sales board with count and sum, in order. */
export async function salesByStage(tx: Tx, ctx: Ctx) {
  return salesOf(await stagesOf(tx, ctx)).map(({ stage, count, value }) => ({ stage, count, amount: value }));
}

/** The state of the workspace, as far as the caller sees it. */
export async function dashboard(tx: Tx, ctx: Ctx): Promise<DashboardJson> {
  const { timeZone } = await getSettings(tx);
  const today = clock.now().toLocaleDateString("sv-SE", { timeZone });
  const isToday = within(sql`${leads.createdAt}`, boundsOf({ from: today, to: today }, timeZone));
  const [appeals, stages, [came]] = await Promise.all([
    appealTotals(tx, ctx),
    stagesOf(tx, ctx),
    executeOnce<{ today: number }>(tx, sql`select count(*)::int as today ${fromLeads(ctx, isToday)}`),
  ]);
  const leadStages = leadsOf(stages);
  const saleStages = salesOf(stages);
  const total = sumOf(leadStages, "count");
  const scored = sumOf(leadStages, "valued");
  const salesTotal = sumOf(saleStages, "count");
  const paid = cellOf(stages, "sales", "paid");
  const open = saleStages.filter(({ stage }) => stage !== "paid" && stage !== "lost");
  return {
    leads: {
      total,
      by_stage: Object.fromEntries(
        leadStages.map(({ stage, count }) => [stage, count]),
      ) as DashboardJson["leads"]["by_stage"],
      new_today: came?.today ?? 0,
      average_score: scored > 0 ? sumOf(leadStages, "value") / scored : null,
    },
    sales: {
      total: salesTotal,
      by_stage: Object.fromEntries(
        saleStages.map(({ stage, count }) => [stage, count]),
      ) as DashboardJson["sales"]["by_stage"],
      amount_open: sumOf(open, "value"),
      amount_paid: paid.value,
    },
    conversion: {
      lead_to_transferred: share(salesTotal, total),
      transferred_to_paid: share(paid.count, salesTotal),
      lead_to_paid: share(paid.count, total),
    },
    appeals,
    as_of: clock.now().toISOString(),
  };
}

/** Each day of the period: what came in, went to sales, and was paid; beside it the period before. */
export async function trend(tx: Tx, ctx: Ctx, query: PeriodQuery): Promise<TrendDay[]> {
  const { timeZone } = await getSettings(tx);
  const bounds = boundsOf(query, timeZone);
  const dayOf = (moment: SQL) => sql`((${moment}) at time zone ${timeZone}::text)::date`;
  const perDay = (moment: SQL, value: SQL, during: Bounds, condition?: SQL) => sql`
    (select ${dayOf(moment)} as day, ${value} as value ${fromLeads(ctx, and(ofSource(query), within(moment, during), condition))} group by 1)`;
  const count = sql`count(*)::int`;
  const created = sql`${leads.createdAt}`;
  const paidAt = sql`${sales.stageChangedAt}`;
  const isPaid = sql`${sales.stage} = 'paid'`;
  const { rows } = await tx.execute<TrendDay>(sql`
    with span as (select ${dayOf(bounds.from)} as first, ${dayOf(sql`${bounds.to} - interval '1 millisecond'`)} as last),
      created as ${perDay(created, count, bounds)},
      created_before as ${perDay(created, count, boundsBefore(bounds))},
      transferred as ${perDay(sql`${sales.createdAt}`, count, bounds)},
      paid as ${perDay(paidAt, count, bounds, isPaid)},
      amount as ${perDay(paidAt, sql`sum(${sales.amount})::float8`, bounds, isPaid)}
    select to_char(d, 'YYYY-MM-DD') as day, coalesce(created.value, 0) as new, coalesce(transferred.value, 0) as transferred,
      coalesce(paid.value, 0) as paid, coalesce(amount.value, 0) as amount_paid, coalesce(created_before.value, 0) as new_before
    from span cross join generate_series(span.first, span.last, interval '1 day') as d
      left join created on created.day = d::date
      left join created_before on created_before.day = d::date - (span.last - span.first + 1)
      left join transferred on transferred.day = d::date
      left join paid on paid.day = d::date
      left join amount on amount.day = d::date
    order by d`);
  return rows;
}

const transferredLead = sql`${leads.stage} = 'transferred'`;
const firstReplyMinutes = sql`extract(epoch from ${leads.firstContactedAt} - ${leads.createdAt}) / 60`;
const medianFirstReply = (condition: SQL) =>
  sql`(percentile_cont(0.5) within group (order by ${firstReplyMinutes}) filter (where ${condition}))::float8`;

/** Each source with what its leads of the period came to. */
export async function sourceReports(tx: Tx, ctx: Ctx, query: PeriodQuery): Promise<SourceReport[]> {
  const { timeZone } = await getSettings(tx);
  const bounds = boundsOf(query, timeZone);
  const now = within(sql`${leads.createdAt}`, bounds);
  const before = within(sql`${leads.createdAt}`, boundsBefore(bounds));
  const transferredShare = (during: SQL) =>
    sql`(count(*) filter (where ${during} and ${transferredLead}))::float8 / nullif(count(*) filter (where ${during}), 0)`;
  const { rows } = await tx.execute<SourceReport>(sql`
    select ${sources.id}::float8 as source_id, ${sources.code} as code, ${sources.name} as name, ${sources.kind} as kind,
      (count(*) filter (where ${now}))::int as leads,
      (count(*) filter (where ${now} and ${transferredLead}))::int as transferred,
      ${transferredShare(now)} as transferred_share, ${transferredShare(before)} as transferred_share_before,
      coalesce(sum(${sales.amount}) filter (where ${now} and ${sales.stage} = 'paid'), 0)::float8 as amount_paid,
      ${medianFirstReply(now)} as first_reply_minutes
    ${fromLeads(ctx, ofSource(query))} group by ${sources.workspaceId}, ${sources.id} order by leads desc, ${sources.id}`);
  return rows;
}

/** The figures of the period and of the one before it. */
export async function periodReport(tx: Tx, ctx: Ctx, query: PeriodQuery): Promise<PeriodReport> {
  const { timeZone } = await getSettings(tx);
  const bounds = boundsOf(query, timeZone);
  type Figures = Record<keyof PeriodReport, number | null>;
  const figuresOf = (during: Bounds) => {
    const created = within(sql`${leads.createdAt}`, during);
    const paid = sql`${sales.stage} = 'paid' and ${within(sql`${sales.stageChangedAt}`, during)}`;
    const createdShare = (condition: SQL) =>
      sql`(count(*) filter (where ${created} and ${condition}))::float8 / nullif(count(*) filter (where ${created}), 0)`;
    return tx.execute<Figures>(sql`
      select (count(*) filter (where ${created}))::int as new_leads, ${medianFirstReply(created)} as first_reply_minutes,
        ${createdShare(transferredLead)} as transferred_share,
        coalesce(sum(${sales.amount}) filter (where ${paid}), 0)::float8 as amount_paid,
        ${createdShare(sql`${leads.stage} = 'lost'`)} as lost_share
      ${fromLeads(ctx, ofSource(query))}`);
  };
  const [now, before] = await Promise.all([figuresOf(bounds), figuresOf(boundsBefore(bounds))]);
  const compare = (name: keyof PeriodReport) => ({
    now: now.rows[0]?.[name] ?? null,
    before: before.rows[0]?.[name] ?? null,
  });
  return {
    new_leads: compare("new_leads"),
    first_reply_minutes: compare("first_reply_minutes"),
    transferred_share: compare("transferred_share"),
    amount_paid: compare("amount_paid"),
    lost_share: compare("lost_share"),
  };
}

/** How many leads ask for attention, by why. */
export async function attention(tx: Tx, ctx: Ctx): Promise<AttentionReport> {
  const countOf = (condition: SQL) => sql`(count(*) filter (where ${condition}))::int`;
  const { rows } = await tx.execute<AttentionReport>(sql`
    select ${countOf(needsAttention.quiet())} as quiet, ${countOf(needsAttention.overdue())} as overdue,
      ${countOf(needsAttention.stale())} as stale, ${countOf(needsAttention.ready())} as ready,
      (array_agg(${leads.name} order by ${leads.nextStepAt}) filter (where ${needsAttention.overdue()}))[1] as oldest_overdue_name
    ${fromLeads(ctx)}`);
  return rows[0] ?? { quiet: 0, overdue: 0, stale: 0, ready: 0, oldest_overdue_name: null };
}
