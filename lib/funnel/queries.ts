import { and, eq, type SQL, sql } from "drizzle-orm";
import { executeOnce, type Tx } from "#db/client.ts";
import { funnelCounters, leadDeltas, saleDeltas } from "#db/schema/counters.ts";
import { leads } from "#db/schema/leads.ts";
import { sales } from "#db/schema/sales.ts";
import { sources } from "#db/schema/sources.ts";
import { seesWholeWorkspace } from "#lib/auth/permissions.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { type Bounds, boundsOf, within } from "#lib/core/period.ts";
import { leadFacts, saleFacts, sourceId } from "#lib/counters/queries.ts";
import { BLOCK_GROWTH, DAY_SECONDS, EVER, LEVELS } from "#lib/counters/schema.ts";
import { visibleLeads } from "#lib/leads/access.ts";
import { getSettings } from "#lib/settings/queries.ts";
import { type FunnelFact, funnelOf, funnelOfFacts, type Standing } from "./rules.ts";
import type { FunnelQuery, FunnelStepJson } from "./schema.ts";

/** Leads up to which the medians are exact: to look at so few is quicker than to explain an estimate. */
const EXACT_UP_TO = 1_000;

/**
 * The conversion funnel of what the caller may see: a move that was undone does not count, and a lost lead
 * counts as far as it came. For all of a workspace it comes from the counters.
 */
export async function conversionFunnel(tx: Tx, ctx: Ctx, query: FunnelQuery): Promise<FunnelStepJson[]> {
  const { timeZone } = await getSettings(tx);
  if (seesWholeWorkspace(ctx)) {
    const funnel = funnelOfFacts(await countedFunnel(tx, query, timeZone));
    if ((funnel[0]?.reached ?? 0) > EXACT_UP_TO) return funnel;
  }
  return lookedUpFunnel(tx, ctx, query, timeZone);
}

/** The funnel of few leads, or of one person's, from the leads themselves. */
export async function lookedUpFunnel(
  tx: Tx,
  ctx: Ctx,
  query: FunnelQuery,
  timeZone: string,
): Promise<FunnelStepJson[]> {
  const progress = progressOf(ctx, query, timeZone);
  const [standings, medians] = await Promise.all([
    executeOnce<Standing>(
      tx,
      sql`select furthest, lost_reason as "lostReason", count(*)::int as count from (${progress}) as progress group by 1, 2`,
    ),
    executeOnce<Record<string, number | null>>(
      tx,
      sql`select ${medianBetween("created_at", "contacted_at")} as contacted,
        ${medianBetween("contacted_at", "qualified_at")} as qualified,
        ${medianBetween("qualified_at", "transferred_at")} as transferred,
        ${medianBetween("transferred_at", "kyc_at")} as kyc,
        ${medianBetween("kyc_at", "agreement_at")} as agreement,
        ${medianBetween("agreement_at", "paid_at")} as paid
      from (${progress}) as progress`,
    ),
  ]);
  const { contacted, qualified, transferred, kyc, agreement, paid } = medians[0] ?? {};
  const medianHours = [null, contacted, qualified, transferred, kyc, agreement, paid].map(
    (value) => value ?? null,
  );
  return funnelOf(standings, medianHours);
}

function medianBetween(earlier: string, later: string): SQL {
  const hours = sql`extract(epoch from ${sql.identifier(later)} - ${sql.identifier(earlier)}) / 3600`;
  return sql`(percentile_cont(0.5) within group (order by ${hours}))::float8`;
}

/** Where each of the leads that are looked at came to, and when. */
function progressOf(ctx: Ctx, query: FunnelQuery, timeZone: string): SQL {
  const condition = and(
    query.mode === "cohort" ? within(sql`${leads.createdAt}`, boundsOf(query, timeZone)) : stillStanding,
    query.source === undefined ? undefined : eq(sources.code, query.source),
    visibleLeads(ctx),
  );
  return sql`
    select ${leads.createdAt}, ${leads.contactedAt}, ${leads.qualifiedAt}, ${sales.kycAt}, ${sales.agreementAt},
      case when ${leads.stage} = 'transferred' then ${leads.stageChangedAt} end as transferred_at,
      case when ${sales.stage} = 'paid' then ${sales.stageChangedAt} end as paid_at,
      coalesce(${sales.lostReason}, ${leads.lostReason}) as lost_reason,
      case when ${sales.stage} = 'paid' then 6 when ${sales.stage} = 'agreement' or ${sales.agreementAt} is not null then 5
        when ${sales.stage} = 'kyc' or ${sales.kycAt} is not null then 4 when ${leads.stage} = 'transferred' then 3
        when ${leads.stage} = 'qualified' or ${leads.qualifiedAt} is not null then 2
        when ${leads.stage} = 'contacted' or ${leads.contactedAt} is not null then 1 else 0 end as furthest
    from ${leads}
    join ${sources} on ${sources.workspaceId} = ${leads.workspaceId} and ${sources.id} = ${leads.sourceId}
    left join ${sales} on ${sales.workspaceId} = ${leads.workspaceId} and ${sales.leadId} = ${leads.id}
    where ${condition ?? sql`true`}`;
}

const stillStanding = sql`(${leads.stage} <> 'lost' and coalesce(${sales.stage}, '') <> 'lost')`;

/** All leads: none is older than the first day, and none will come from the future. */
const WHOLE_TIME: Bounds = { from: sql`to_timestamp(0)`, to: sql`now()` };

/**
 * The same facts from the counters: blocks of whole days (UTC), what was not yet added to them, and the
 * leads of the broken days at both ends, one by one.
 */
export function countedFunnel(tx: Tx, query: FunnelQuery, timeZone: string): Promise<FunnelFact[]> {
  const { from, to } = query.mode === "snapshot" ? WHOLE_TIME : boundsOf(query, timeZone);
  const source = sourceId(query.source);
  const startOf = (day: SQL) => sql`to_timestamp(${day}::float8 * ${sql.raw(String(DAY_SECONDS))})`;
  const dayOf = (moment: SQL, round: "floor" | "ceil") =>
    sql`${sql.raw(round)}(extract(epoch from ${moment}) / ${sql.raw(String(DAY_SECONDS))})::int`;
  const isAsked = query.source === undefined ? sql`true` : sql`it.source_id = ${source}`;
  const inDays = (rows: SQL) => sql`(
    select it.* from days join ${rows} as it on it.created_at >= ${startOf(sql`days.first`)} and it.created_at < ${startOf(sql`days.after`)} where ${isAsked})`;
  const between = (since: SQL, until: SQL) => sql`
    select 1 as n, id, source_id, stage, lost_reason, stage_changed_at, created_at, contacted_at, qualified_at from ${leads} as it
    where created_at >= (select ${since} from days) and created_at < (select ${until} from days) and ${isAsked}`;
  return executeOnce<FunnelFact>(
    tx,
    sql`
    with days as materialized (
      select since, until, greatest(${dayOf(sql`since`, "ceil")}, 0) as first,
        case when until >= now() then ${dayOf(sql`now()`, "floor")} + 1 else ${dayOf(sql`until`, "floor")} end as after
      from (select ${from} as since, ${to} as until) as period),
    blocks as materialized (${blocksOfDays(source)}),
    ends as materialized (
      ${between(sql`since`, sql`least(until, ${startOf(sql`first`)})`)}
      union all ${between(sql`greatest(${startOf(sql`first`)}, ${startOf(sql`after`)})`, sql`until`)}),
    sale_ends as materialized (${salesAtEnds}),
    facts as (
      select counter.step, counter.bucket, counter.is_lost, counter.reason, counter.count as n
      from blocks cross join lateral (
        select * from ${funnelCounters} as cell where cell.source_id = ${source} and cell.level = blocks.level and cell.block = blocks.block offset 0) as counter
      union all select step, bucket, is_lost, reason, n from (${leadFacts(inDays(sql`${leadDeltas}`))}) as lead_delta
      union all select step, bucket, is_lost, reason, n from (${saleFacts(inDays(sql`${saleDeltas}`))}) as sale_delta
      union all select step, bucket, is_lost, reason, n from (${leadFacts(sql`ends`)}) as lead_at_end
      union all select step, bucket, is_lost, reason, n from (${saleFacts(sql`sale_ends`)}) as sale_at_end)
    select step, bucket, is_lost as "isLost", reason, sum(n)::int as count from facts
    where ${query.mode === "snapshot" ? sql`not is_lost` : sql`true`}
    group by step, bucket, is_lost, reason having sum(n) <> 0`,
  );
}

// What the planner knows of days and blocks is nothing: "offset 0" keeps it from reading whole tables for them.
const salesAtEnds = sql`
  select 1 as n, sale.stage, sale.lost_reason, sale.stage_changed_at, sale.kyc_at, sale.agreement_at,
    ends.source_id, ends.created_at, ends.contacted_at, ends.qualified_at, ends.stage_changed_at as transferred_at
  from ends cross join lateral (select * from ${sales} where lead_id = ends.id offset 0) as sale
  where ends.stage = 'transferred'`;

const growth = sql.raw(String(BLOCK_GROWTH));
const largest = sql.raw(String(LEVELS.at(-1)));
const largestSize = sql.raw(String(BLOCK_GROWTH ** LEVELS.length / BLOCK_GROWTH));

/**
 * The days from `days.first` to before `days.after` in as few blocks as they can be had. Beyond the first and
 * the last day that is counted there is nothing, so that blocks may reach out there.
 */
function blocksOfDays(source: SQL): SQL {
  const counted = (direction: SQL) =>
    sql`(select block from ${funnelCounters} where source_id = ${source} and level = 0 order by block ${direction} limit 1)`;
  return sql`
  with counted as (select ${counted(sql`asc`)} as first_day, ${counted(sql`desc`)} as last_day),
    span as materialized (
      select first <= first_day and after > last_day as is_ever, case when first <= first_day then first_day / ${largestSize} * ${largestSize} else first end as first,
        case when after > last_day then (last_day / ${largestSize} + 1) * ${largestSize} else after end as after
      from days cross join counted)
  select ${sql.raw(String(EVER))} as level, 0 as block from span where is_ever
  union all
  select level, block from span cross join unnest(array[${sql.raw(LEVELS.join(", "))}]) as level
    cross join lateral (select power(${growth}, level)::int as size) as sized
    cross join lateral (select (first + size - 1) / size as first_block, after / size as block_after,
      (first + size * ${growth} - 1) / (size * ${growth}) * ${growth} as first_of_larger, after / (size * ${growth}) * ${growth} as after_larger) as ranged
    cross join lateral (select level = ${largest} or first_of_larger >= after_larger as has_no_larger) as largest
    cross join lateral (
      select generate_series(first_block, case when has_no_larger then block_after else first_of_larger end - 1)
      union all select generate_series(after_larger, block_after - 1) where not has_no_larger) as inside (block)
  where not is_ever`;
}
