import { type SQL, sql } from "drizzle-orm";
import { executeOnce, type Tx } from "#db/client.ts";
import { funnelCounters, leadDeltas, saleDeltas } from "#db/schema/counters.ts";
import { leads } from "#db/schema/leads.ts";
import { sales } from "#db/schema/sales.ts";
import { sources } from "#db/schema/sources.ts";
import type { Bounds } from "#lib/core/period.ts";
import { countedSource, createdFacts, isOfSource, progressFacts, raw } from "./queries.ts";
import {
  BLOCK_GROWTH,
  type CreatedFact,
  EVER,
  EVERY,
  FINEST,
  FIRST_REPLY,
  LEVELS,
  QUARTER_SECONDS,
} from "./rules.ts";

/** The counters' cells for each figure, and the facts that rows like deltas add to them. */
const COUNTED = {
  progress: { isCell: sql`cell.step < ${raw(FIRST_REPLY)}`, facts: progressFacts },
  "progress and replies": { isCell: sql`true`, facts: createdFacts },
};

/**
 * The progress of the leads that were created in a period, from the counters: blocks of days (UTC), deltas not yet
 * added to them, and, one by one, the leads between the ends of the blocks and of the period, which the blocks lack
 * or have too many.
 * @param of all leads, those of one source (by its code), or those of each source apart
 */
export function countCreated(
  tx: Tx,
  what: keyof typeof COUNTED,
  { from, to }: Bounds,
  of: { source?: string | undefined } | "each source",
): Promise<CreatedFact[]> {
  const { isCell, facts } = COUNTED[what];
  const isEach = of === "each source";
  const code = isEach ? undefined : of.source;
  const source = countedSource(code);
  const finest = isEach || code !== undefined ? FINEST.oneSource : FINEST.everySource;
  const isAsked = isOfSource(code, sql`it.source_id`);
  const inBlocks = (rows: SQL) => sql`(
    select it.* from period join ${rows} as it on it.created_at >= period.blocks_from and it.created_at < period.blocks_to where ${isAsked})`;
  const between = (one: SQL, other: SQL) => sql`
    select (select case when ${one} < ${other} then 1 else -1 end from period) as n, id, source_id, stage, lost_reason,
      stage_changed_at, created_at, contacted_at, qualified_at, first_contacted_at from ${leads} as it
    where created_at >= (select least(${one}, ${other}) from period) and created_at < (select greatest(${one}, ${other}) from period) and ${isAsked}`;
  return executeOnce<CreatedFact>(
    tx,
    sql`
    with period as materialized (${periodInBlocks({ from, to }, finest)}),
    blocks as materialized (
      select * from (${blocksOfPeriod(source, finest)}) as block limit ${raw(MAX_BLOCKS)}),
    ends as materialized (${between(sql`since`, sql`blocks_from`)} union all ${between(sql`blocks_to`, sql`until`)}),
    sale_ends as materialized (${salesAtEnds}),
    facts as (
      select counter.source_id, counter.step, counter.bucket, counter.is_lost, counter.reason, counter.count as n
      from blocks ${isEach ? sql`cross join ${sources} as one` : sql``} cross join lateral (
        select * from ${funnelCounters} as cell where cell.source_id = ${isEach ? sql`one.id` : source}
          and cell.level = blocks.level and cell.block = blocks.block and ${isCell} offset 0) as counter
      union all select source_id, step, bucket, is_lost, reason, n
        from (${facts(inBlocks(sql`${leadDeltas}`), inBlocks(sql`${saleDeltas}`))}) as delta
      union all select source_id, step, bucket, is_lost, reason, n
        from (${facts(sql`ends`, sql`sale_ends`)}) as at_end)
    select ${isEach ? sql`source_id::float8` : raw(EVERY.source)} as "sourceId",
      step, bucket, is_lost as "isLost", reason, sum(n)::int as count from facts
    group by ${isEach ? sql`source_id,` : sql``} step, bucket, is_lost, reason having sum(n) <> 0`,
  );
}

// The planner has no statistics on periods and blocks. `offset 0` keeps it from reading whole tables for them.
const salesAtEnds = sql`
  select ends.n, sale.stage, sale.lost_reason, sale.stage_changed_at, sale.kyc_at, sale.agreement_at,
    ends.source_id, ends.created_at, ends.contacted_at, ends.qualified_at, ends.stage_changed_at as transferred_at
  from ends cross join lateral (select * from ${sales} where lead_id = ends.id offset 0) as sale
  where ends.stage = 'transferred'`;

/**
 * More than there can be. It tells the planner that there are few; otherwise it would plan a sort, because it would
 * expect too many rows for memory.
 */
const MAX_BLOCKS = 100;

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
 * The quarters from `period.first` to before `period.after` in as few blocks as possible. Blocks may extend before
 * the first and after the last counted quarter, because nothing is there.
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
