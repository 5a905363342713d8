import { eq, type SQL, sql } from "drizzle-orm";
import { executeOnce, type Tx } from "#db/client.ts";
import { leadDeltas, saleDeltas, stageCounters } from "#db/schema/counters.ts";
import { leads } from "#db/schema/leads.ts";
import { sales } from "#db/schema/sales.ts";
import { sources } from "#db/schema/sources.ts";
import { DAY_SECONDS, EVERY, EXACT_MEDIAN_UP_TO, WEEK_SECONDS } from "./schema.ts";

// Every read is one statement: counters and deltas of one snapshot, so that it is exact whenever the worker
// adds the deltas up.

const epoch = (moment: SQL) => sql`extract(epoch from ${moment})`;
const weekOf = (moment: SQL) => sql`floor(${epoch(moment)} / ${sql.raw(String(WEEK_SECONDS))})::int`;
const dayOf = (moment: SQL) => sql`floor(${epoch(moment)} / ${sql.raw(String(DAY_SECONDS))})::int`;

/** The half octave of minutes that a span of time lies in; 0 is less than a minute. See `medianHours`. */
function bucketOf(later: SQL, earlier: SQL): SQL {
  const minutes = sql`(extract(epoch from ${later} - ${earlier})::float8 / 60)`;
  return sql`(case when ${minutes} < 1 then 0 else 1 + floor(2 * ln(${minutes}) / ln(2)) end)::smallint`;
}

/** Where leads and sales of a table stand now, as deltas tell it. */
export const leadsAsDeltas = sql`(select 1 as n, ${leads}.* from ${leads})`;
export const salesAsDeltas = sql`(
  select 1 as n, sale.owner_id, sale.stage, sale.lost_reason, sale.amount, sale.stage_changed_at, sale.kyc_at, sale.agreement_at,
    lead.source_id, lead.created_at, lead.contacted_at, lead.qualified_at, lead.stage_changed_at as transferred_at
  from ${sales} as sale join ${leads} as lead on lead.workspace_id = sale.workspace_id and lead.id = sale.lead_id)`;

/** What the cards of a board count for their columns, from rows like deltas. */
export function stageFacts(board: "leads" | "sales", rows: SQL): SQL {
  const value = sql.raw(board === "leads" ? "it.ai_score::numeric" : "it.amount");
  return sql`
    select ${sql.raw(`'${board}'`)} as board, source_id, coalesce(owner_id, 0) as owner_id, stage, ${weekOf(sql`stage_changed_at`)} as week,
      n, case when ${value} is null then 0 else n end as valued, coalesce(n * ${value}, 0) as value
    from ${rows} as it`;
}

/**
 * What leads count for the funnel, as if none had a sale yet: how far each came, and how long it took to
 * each step.
 */
export const leadFacts = (rows: SQL) => sql`
  select ${dayOf(sql`it.created_at`)} as day, it.source_id, fact.step, fact.bucket, it.stage = 'lost' as is_lost, fact.reason, it.n
  from ${rows} as it cross join lateral (values
    (case when it.stage = 'transferred' then 3 when it.stage = 'qualified' or it.stage = 'lost' and it.qualified_at is not null then 2
      when it.stage = 'contacted' or it.stage = 'lost' and it.contacted_at is not null then 1 else 0 end, -1, coalesce(it.lost_reason, '')),
    (1, ${bucketOf(sql`it.contacted_at`, sql`it.created_at`)}, ''),
    (2, ${bucketOf(sql`it.qualified_at`, sql`it.contacted_at`)}, ''),
    (3, case when it.stage = 'transferred' then ${bucketOf(sql`it.stage_changed_at`, sql`it.qualified_at`)} end, ''))
    as fact (step, bucket, reason)
  where fact.bucket is not null`;

/** What sales change of that: their leads came further, and a lost sale makes its lead a lost one. */
export function saleFacts(rows: SQL): SQL {
  const ofLead = (isLost: boolean, n: number) => sql`
    (1, ${bucketOf(sql`it.contacted_at`, sql`it.created_at`)}, ${sql.raw(String(isLost))}, '', it.stage = 'lost', ${sql.raw(String(n))}),
    (2, ${bucketOf(sql`it.qualified_at`, sql`it.contacted_at`)}, ${sql.raw(String(isLost))}, '', it.stage = 'lost', ${sql.raw(String(n))}),
    (3, ${bucketOf(sql`it.transferred_at`, sql`it.qualified_at`)}, ${sql.raw(String(isLost))}, '', it.stage = 'lost', ${sql.raw(String(n))})`;
  return sql`
    select ${dayOf(sql`it.created_at`)} as day, it.source_id, fact.step, fact.bucket, fact.is_lost, fact.reason, it.n * fact.n as n
    from ${rows} as it cross join lateral (values
      (3, -1, false, '', true, -1),
      (case when it.stage = 'paid' then 6 when it.stage = 'agreement' or it.stage = 'lost' and it.agreement_at is not null then 5
        when it.stage = 'kyc' or it.stage = 'lost' and it.kyc_at is not null then 4 else 3 end, -1, it.stage = 'lost', coalesce(it.lost_reason, ''), true, 1),
      (4, ${bucketOf(sql`it.kyc_at`, sql`it.transferred_at`)}, it.stage = 'lost', '', true, 1),
      (5, ${bucketOf(sql`it.agreement_at`, sql`it.kyc_at`)}, it.stage = 'lost', '', true, 1),
      (6, case when it.stage = 'paid' then ${bucketOf(sql`it.stage_changed_at`, sql`it.agreement_at`)} end, it.stage = 'lost', '', true, 1),
      ${ofLead(false, -1)}, ${ofLead(true, 1)}) as fact (step, bucket, is_lost, reason, counts, n)
    where fact.bucket is not null and fact.counts`;
}

type CounterFilter = { source?: string | undefined; owner_id?: number | undefined };

/** The id that counters know a source by. */
export const sourceId = (code: string | undefined) =>
  code === undefined
    ? sql.raw(String(EVERY.source))
    : sql`(select ${sources.id} from ${sources} where ${eq(sources.code, code)})`;

const ofSource = (code: string | undefined, column: SQL) =>
  code === undefined ? sql`true` : sql`${column} = ${sourceId(code)}`;

export type CountedColumn = {
  stage: string;
  count: number;
  amount: number | null;
  medianAgeHours: number | null;
};

/**
 * Count, sum and median age of the columns of a board that have cards, for the cards of one source or owner
 * or of all. The week of the median is found in the counters and the median in it by index; of a week with
 * more than `EXACT_MEDIAN_UP_TO` cards it is taken between its first and its last.
 */
export function countedColumns(
  tx: Tx,
  board: "leads" | "sales",
  filter: CounterFilter,
): Promise<CountedColumn[]> {
  const table = board === "leads" ? leads : sales;
  const ofOwner = filter.owner_id === undefined ? sql`true` : sql`owner_id = ${filter.owner_id}`;
  const filtered = sql`${ofSource(filter.source, sql`source_id`)} and ${ofOwner}`;
  const owner = filter.owner_id === undefined ? sql.raw(String(EVERY.owner)) : sql`${filter.owner_id}`;
  const monday = sql`to_timestamp(middle.week * ${sql.raw(String(WEEK_SECONDS))}::float8)`;
  const nextMonday = sql`to_timestamp((middle.week + 1) * ${sql.raw(String(WEEK_SECONDS))}::float8)`;
  const edge = (direction: SQL) => sql`(
    select ${epoch(sql`stage_changed_at`)} from ${table} as card
    where stage = middle.stage and stage_changed_at >= ${monday} and stage_changed_at < ${nextMonday} and ${filtered}
    order by stage_changed_at ${direction} limit 1)`;
  return executeOnce<CountedColumn>(
    tx,
    sql`
    with cells as (
      select stage, week, count, valued, value from ${stageCounters}
      where board = ${sql.raw(`'${board}'`)} and source_id = ${sourceId(filter.source)} and owner_id = ${owner}
      union all
      select stage, week, n, valued, value from (${stageFacts(board, sql`${board === "leads" ? leadDeltas : saleDeltas}`)}) as fact where ${filtered}),
    weeks as (
      select stage, week, sum(count)::int as count, sum(valued) as valued, sum(value) as value from cells group by stage, week),
    running as (
      select *, sum(count) over (partition by stage order by week)::int as upto, sum(count) over (partition by stage)::int as total from weeks),
    middle as (
      select stage, week, count, 2 - total % 2 as taken, (total - 1) / 2 - (upto - count) as place from running
      where upto > (total - 1) / 2 and upto - count <= (total - 1) / 2),
    columns as (
      select stage, sum(count)::int as count, case when sum(valued) > 0 then sum(value)::float8 end as amount
      from weeks group by stage having sum(count) > 0)
    select stage, columns.count, ${board === "leads" ? sql`null` : sql`amount`} as amount, (${epoch(sql`now()`)} - case
      when middle.count <= ${sql.raw(String(EXACT_MEDIAN_UP_TO))} then (
        select avg(moment) from (
          select ${epoch(sql`stage_changed_at`)} as moment from ${table} as card
          where stage = middle.stage and stage_changed_at >= ${monday} and ${filtered}
          order by stage_changed_at offset middle.place limit middle.taken) as middle_cards)
      else ${edge(sql`asc`)} + (${edge(sql`desc`)} - ${edge(sql`asc`)}) * (middle.place + middle.taken / 2.0) / middle.count end)::float8 / 3600 as "medianAgeHours"
    from columns left join middle using (stage)`,
  );
}

export type CountedStage = {
  board: "leads" | "sales";
  stage: string;
  count: number;
  valued: number;
  value: number;
};

/** How many cards each column has, with the sum of what is known of their scores (leads) or amounts (sales). */
export function countedStages(tx: Tx): Promise<CountedStage[]> {
  return executeOnce<CountedStage>(
    tx,
    sql`
    select board, stage, sum(count)::int as count, sum(valued)::int as valued, sum(value)::float8 as value from (
      select board, stage, count, valued, value from ${stageCounters} where source_id = ${sql.raw(String(EVERY.source))} and owner_id = ${sql.raw(String(EVERY.owner))}
      union all
      select board, stage, n, valued, value from (${stageFacts("leads", sql`${leadDeltas}`)}) as lead_fact
      union all
      select board, stage, n, valued, value from (${stageFacts("sales", sql`${saleDeltas}`)}) as sale_fact) as counted
    group by board, stage having sum(count) > 0`,
  );
}
