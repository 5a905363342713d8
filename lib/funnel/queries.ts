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
import { BLOCK_GROWTH, EVER, FINEST, LEVELS, QUARTER_SECONDS } from "#lib/counters/schema.ts";
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
  const [found] = await executeOnce<LookedUp>(
    tx,
    sql`
    with progress as materialized (${progressOf(ctx, query, timeZone)})
    select (
        select coalesce(json_agg(standing), '[]') from (
          select furthest, lost_reason as "lostReason", count(*)::int as count from progress group by 1, 2) as standing) as standings,
      array[${medianBetween("created_at", "contacted_at")}, ${medianBetween("contacted_at", "qualified_at")},
        ${medianBetween("qualified_at", "transferred_at")}, ${medianBetween("transferred_at", "kyc_at")},
        ${medianBetween("kyc_at", "agreement_at")}, ${medianBetween("agreement_at", "paid_at")}] as "medianHours"
    from progress`,
  );
  return funnelOf(found?.standings ?? [], [null, ...(found?.medianHours ?? [])]);
}

type LookedUp = { standings: Standing[]; medianHours: (number | null)[] };

/** In hours. As float8: `extract` counts in numeric, ten times slower. */
function medianBetween(earlier: string, later: string): SQL {
  const hours = sql`date_part('epoch', ${sql.identifier(later)} - ${sql.identifier(earlier)}) / 3600`;
  return sql`percentile_cont(0.5) within group (order by ${hours})`;
}

/** Where each of the leads that are looked at came to, and when. */
function progressOf(ctx: Ctx, query: FunnelQuery, timeZone: string): SQL {
  const condition = and(
    query.mode === "cohort" ? within(sql`${leads.createdAt}`, boundsOf(query, timeZone)) : stillStanding,
    query.source === undefined ? undefined : eq(sources.code, query.source),
    visibleLeads(ctx),
  );
  // Only transferred leads have a sale; a plain join would look for one of each lead.
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
    left join lateral (
      select * from ${sales} as sale where ${leads.stage} = 'transferred'
        and sale.workspace_id = ${leads.workspaceId} and sale.lead_id = ${leads.id} offset 0) as ${sales} on true
    where ${condition ?? sql`true`}`;
}

const stillStanding = sql`(${leads.stage} <> 'lost' and coalesce(${sales.stage}, '') <> 'lost')`;

/** All leads: none is older than the first day, and none will come from the future. */
const WHOLE_TIME: Bounds = { from: sql`to_timestamp(0)`, to: sql`now()` };

/**
 * The same facts from the counters: blocks of days (UTC), what was not yet added to them, and the leads between
 * the ends of the blocks and those of the period, one by one: those that the blocks lack, or have too many.
 */
export function countedFunnel(tx: Tx, query: FunnelQuery, timeZone: string): Promise<FunnelFact[]> {
  const { from, to } = query.mode === "snapshot" ? WHOLE_TIME : boundsOf(query, timeZone);
  const source = sourceId(query.source);
  const finest = query.source === undefined ? FINEST.everySource : FINEST.oneSource;
  const isAsked = query.source === undefined ? sql`true` : sql`it.source_id = ${source}`;
  const inBlocks = (rows: SQL) => sql`(
    select it.* from period join ${rows} as it on it.created_at >= period.blocks_from and it.created_at < period.blocks_to where ${isAsked})`;
  const between = (one: SQL, other: SQL) => sql`
    select (select case when ${one} < ${other} then 1 else -1 end from period) as n,
      id, source_id, stage, lost_reason, stage_changed_at, created_at, contacted_at, qualified_at from ${leads} as it
    where created_at >= (select least(${one}, ${other}) from period) and created_at < (select greatest(${one}, ${other}) from period) and ${isAsked}`;
  return executeOnce<FunnelFact>(
    tx,
    sql`
    with period as materialized (${periodInBlocks({ from, to }, finest)}),
    blocks as materialized (
      select * from (${blocksOfPeriod(source, finest)}) as block limit ${raw(MOST_BLOCKS)}),
    ends as materialized (${between(sql`since`, sql`blocks_from`)} union all ${between(sql`blocks_to`, sql`until`)}),
    sale_ends as materialized (${salesAtEnds}),
    facts as (
      select counter.step, counter.bucket, counter.is_lost, counter.reason, counter.count as n
      from blocks cross join lateral (
        select * from ${funnelCounters} as cell where cell.source_id = ${source} and cell.level = blocks.level and cell.block = blocks.block offset 0) as counter
      union all select step, bucket, is_lost, reason, n from (${leadFacts(inBlocks(sql`${leadDeltas}`))}) as lead_delta
      union all select step, bucket, is_lost, reason, n from (${saleFacts(inBlocks(sql`${saleDeltas}`))}) as sale_delta
      union all select step, bucket, is_lost, reason, n from (${leadFacts(sql`ends`)}) as lead_at_end
      union all select step, bucket, is_lost, reason, n from (${saleFacts(sql`sale_ends`)}) as sale_at_end)
    select step, bucket, is_lost as "isLost", reason, sum(n)::int as count from facts
    where ${query.mode === "snapshot" ? sql`not is_lost` : sql`true`}
    group by step, bucket, is_lost, reason having sum(n) <> 0`,
  );
}

// What the planner knows of periods and blocks is nothing: "offset 0" keeps it from reading whole tables for them.
const salesAtEnds = sql`
  select ends.n, sale.stage, sale.lost_reason, sale.stage_changed_at, sale.kyc_at, sale.agreement_at,
    ends.source_id, ends.created_at, ends.contacted_at, ends.qualified_at, ends.stage_changed_at as transferred_at
  from ends cross join lateral (select * from ${sales} where lead_id = ends.id offset 0) as sale
  where ends.stage = 'transferred'`;

/** More than there can be: it tells the planner that there are few, or it would sort for want of memory. */
const MOST_BLOCKS = 100;

const raw = (value: number) => sql.raw(String(value));
/** Quarters of a day that a block of a level has. */
const sizeOf = (level: number) => raw(BLOCK_GROWTH ** level);

/** The period, and the blocks of the finest level next to its ends, in quarters of a day and as moments. */
function periodInBlocks({ from, to }: Bounds, finest: number): SQL {
  const inBlocks = (moment: SQL, round: "floor" | "round") =>
    sql`(${sql.raw(round)}(date_part('epoch', ${moment}) / (${raw(QUARTER_SECONDS)} * ${sizeOf(finest)}))::int * ${sizeOf(finest)})`;
  const startOf = (quarter: SQL) => sql`to_timestamp(${quarter}::float8 * ${raw(QUARTER_SECONDS)})`;
  return sql`
    select since, case when until >= now() then ${startOf(sql`after`)} else until end as until, first, after,
      ${startOf(sql`first`)} as blocks_from, ${startOf(sql`after`)} as blocks_to
    from (
      select since, until, greatest(${inBlocks(sql`since`, "round")}, 0) as first,
        case when until >= now() then ${inBlocks(sql`now()`, "floor")} + ${sizeOf(finest)} else ${inBlocks(sql`until`, "round")} end as after
      from (select ${from} as since, greatest(${from}, ${to}) as until) as asked) as rounded`;
}

/**
 * The quarters from \`period.first\` to before \`period.after\` in as few blocks as they can be had. Before the first
 * and after the last that is counted there is nothing, so that blocks may reach out there.
 */
function blocksOfPeriod(source: SQL, finest: number): SQL {
  const counted = (direction: SQL) =>
    sql`(select block from ${funnelCounters} where source_id = ${source} and level = ${raw(finest)} order by block ${direction} limit 1)`;
  const levels = LEVELS.filter((level) => level >= finest);
  const largest = levels[levels.length - 1] ?? finest;
  const growth = raw(BLOCK_GROWTH);
  return sql`
  with counted as materialized (
      select ${counted(sql`asc`)} * ${sizeOf(finest)} as first_counted, (${counted(sql`desc`)} + 1) * ${sizeOf(finest)} as after_counted),
    span as materialized (
      select first <= first_counted and after >= after_counted as is_ever,
        case when first <= first_counted then first_counted / ${sizeOf(largest)} * ${sizeOf(largest)} else first end as first,
        case when after >= after_counted then (after_counted / ${sizeOf(largest)} + 1) * ${sizeOf(largest)} else after end as after
      from period cross join counted)
  select ${raw(EVER)} as level, 0 as block from span where is_ever
  union all
  select level, block from span cross join unnest(array[${sql.raw(levels.join(", "))}]) as level
    cross join lateral (select power(${growth}, level)::int as size) as sized
    cross join lateral (select (first + size - 1) / size as first_block, after / size as block_after,
      (first + size * ${growth} - 1) / (size * ${growth}) * ${growth} as first_of_larger, after / (size * ${growth}) * ${growth} as after_larger) as ranged
    cross join lateral (select level = ${raw(largest)} or first_of_larger >= after_larger as has_no_larger) as largest
    cross join lateral (
      select generate_series(first_block, case when has_no_larger then block_after else first_of_larger end - 1)
      union all select generate_series(after_larger, block_after - 1) where not has_no_larger) as inside (block)
  where not is_ever`;
}
