import { type SQL, sql } from "drizzle-orm";
import { executeOnce, type Tx } from "#db/client.ts";
import { leadDeltas, saleDeltas, stageCounters } from "#db/schema/counters.ts";
import { leads } from "#db/schema/leads.ts";
import { sales } from "#db/schema/sales.ts";
import { idOfSource } from "#lib/workspace/sources/queries.ts";
import { EVERY, FIRST_REPLY, NOBODY, QUARTER_SECONDS, WEEK_SECONDS } from "./rules.ts";

// Every read is one statement: counters and deltas of one snapshot, so that it is exact whenever the worker
// adds the deltas up.

// As float8: `extract` counts in numeric, ten times slower.
export const epoch = (moment: SQL) => sql`date_part('epoch', ${moment})`;
/** A number of ours in a statement: the planner knows it, a parameter it would not. */
export const raw = (value: number) => sql.raw(String(value));
const weekOf = (moment: SQL) => sql`floor(${epoch(moment)} / ${raw(WEEK_SECONDS)})::int`;
const quarterOf = (moment: SQL) => sql`floor(${epoch(moment)} / ${raw(QUARTER_SECONDS)})::int`;

/** The half octave of minutes that a span of time lies in; 0 is less than a minute. See `medianHours`. */
function bucketOf(later: SQL, earlier: SQL): SQL {
  const span = sql`(${later} - ${earlier})`;
  return sql`(case when ${span} >= interval '1 minute' then (1 + floor(2 * ln(date_part('epoch', ${span}) / 60) / ln(2.0::float8)))::smallint
    when ${span} is not null then 0::smallint end)`;
}

/** Where leads and sales of a table stand now, as deltas tell it. */
export const leadsAsDeltas = sql`(select 1 as n, ${leads}.* from ${leads})`;
export const salesAsDeltas = sql`(
  select 1 as n, sale.owner_id, sale.stage, sale.lost_reason, sale.amount, sale.currency, sale.stage_changed_at, sale.kyc_at, sale.agreement_at,
    lead.source_id, lead.created_at, lead.contacted_at, lead.qualified_at, lead.stage_changed_at as transferred_at
  from ${sales} as sale join ${leads} as lead on lead.workspace_id = sale.workspace_id and lead.id = sale.lead_id)`;

/** What the cards of a board count for their columns, from rows like deltas. */
export function stageFacts(board: "leads" | "sales", rows: SQL): SQL {
  const [value, currency] =
    board === "leads" ? [sql`it.ai_score::numeric`, sql`''`] : [sql`it.amount`, sql`it.currency`];
  return sql`
    select ${sql.raw(`'${board}'`)} as board, source_id, coalesce(owner_id, ${raw(NOBODY)}) as owner_id, stage, ${weekOf(sql`stage_changed_at`)} as week,
      ${currency} as currency, n, case when ${value} is null then 0 else n end as valued, coalesce(n * ${value}, 0) as value
    from ${rows} as it`;
}

type Fact = { step: SQL; bucket: SQL; isLost?: SQL; reason?: SQL; n?: SQL; only?: SQL };

/**
 * Facts of rows, a kind after the other: to go through a few rows for each is quicker than to make the kinds
 * anew for each row. Rows that cost something to come by should be a materialized table expression.
 */
function factsOf(rows: SQL, facts: Fact[]): SQL {
  const kinds = facts.map(
    ({
      step,
      bucket,
      isLost = sql`it.stage = 'lost'`,
      reason = sql`''`,
      n = sql`it.n`,
      only = sql`true`,
    }) => sql`
    select ${quarterOf(sql`it.created_at`)} as quarter, it.source_id, ${step} as step, ${bucket} as bucket, ${isLost} as is_lost, ${reason} as reason, ${n} as n
    from ${rows} as it where ${only}`,
  );
  return sql`select * from (${sql.join(kinds, sql` union all `)}) as fact where bucket is not null`;
}

const CAME_TO = sql`-1`;
const isLost = sql`it.stage = 'lost'`;
const lostReason = sql`coalesce(it.lost_reason, '')`;
const toContacted = bucketOf(sql`it.contacted_at`, sql`it.created_at`);
const toQualified = bucketOf(sql`it.qualified_at`, sql`it.contacted_at`);

/**
 * What leads count for the funnel, as if none had a sale yet: how far each came, and how long it took to
 * each step.
 */
const leadFacts = (rows: SQL) =>
  factsOf(rows, [
    {
      step: sql`case when it.stage = 'transferred' then 3 when it.stage = 'qualified' or ${isLost} and it.qualified_at is not null then 2
        when it.stage = 'contacted' or ${isLost} and it.contacted_at is not null then 1 else 0 end`,
      bucket: CAME_TO,
      reason: lostReason,
    },
    { step: sql`1`, bucket: toContacted },
    { step: sql`2`, bucket: toQualified },
    {
      step: sql`3`,
      bucket: bucketOf(sql`it.stage_changed_at`, sql`it.qualified_at`),
      only: sql`it.stage = 'transferred'`,
    },
  ]);

/** What sales change of that: their leads came further, and a lost sale makes its lead a lost one. */
const saleFacts = (rows: SQL) =>
  factsOf(rows, [
    { step: sql`3`, bucket: CAME_TO, isLost: sql`false`, n: sql`-it.n` },
    {
      step: sql`case when it.stage = 'paid' then 6 when it.stage = 'agreement' or ${isLost} and it.agreement_at is not null then 5
        when it.stage = 'kyc' or ${isLost} and it.kyc_at is not null then 4 else 3 end`,
      bucket: CAME_TO,
      reason: lostReason,
    },
    { step: sql`4`, bucket: bucketOf(sql`it.kyc_at`, sql`it.transferred_at`) },
    { step: sql`5`, bucket: bucketOf(sql`it.agreement_at`, sql`it.kyc_at`) },
    {
      step: sql`6`,
      bucket: bucketOf(sql`it.stage_changed_at`, sql`it.agreement_at`),
      only: sql`it.stage = 'paid'`,
    },
    ...[toContacted, toQualified, bucketOf(sql`it.transferred_at`, sql`it.qualified_at`)].flatMap(
      (bucket, place) => {
        const step = raw(place + 1);
        return [
          { step, bucket, isLost: sql`false`, n: sql`-it.n`, only: isLost },
          { step, bucket, isLost: sql`true`, only: isLost },
        ];
      },
    ),
  ]);

/** How long it took until somebody answered. A lost lead was answered as well. */
const replyFacts = (rows: SQL) =>
  factsOf(rows, [
    {
      step: raw(FIRST_REPLY),
      bucket: bucketOf(sql`it.first_contacted_at`, sql`it.created_at`),
      isLost: sql`false`,
    },
  ]);

/** What the funnel counts. */
export const progressFacts = (leadRows: SQL, saleRows: SQL) =>
  sql`${leadFacts(leadRows)} union all ${saleFacts(saleRows)}`;

/** All that is counted of leads by when they were created. */
export const createdFacts = (leadRows: SQL, saleRows: SQL) =>
  sql`${progressFacts(leadRows, saleRows)} union all ${replyFacts(leadRows)}`;

/** The id that counters know a source by. */
export const countedSource = (code: string | undefined): SQL =>
  code === undefined ? raw(EVERY.source) : idOfSource(code);

/** Whether a row is of a source, if one is asked for. */
export const isOfSource = (code: string | undefined, column: SQL): SQL =>
  code === undefined ? sql`true` : sql`${column} = ${idOfSource(code)}`;

export type CountedStage = {
  board: "leads" | "sales";
  stage: string;
  /** Of the sum of sales; leads have none. */
  currency: string;
  count: number;
  valued: number;
  value: number;
};

/**
 * How many cards each column has, with the sum of what is known of their scores (leads) or amounts (sales); a row for
 * each currency.
 * @param ownerId counts the cards of one owner only
 */
export function countedStages(tx: Tx, ownerId?: number): Promise<CountedStage[]> {
  const ofOwner = ownerId === undefined ? sql`true` : sql`owner_id = ${ownerId}`;
  return executeOnce<CountedStage>(
    tx,
    sql`
    select board, stage, currency, sum(count)::int as count, sum(valued)::int as valued, sum(value)::float8 as value from (
      select board, stage, currency, count, valued, value from ${stageCounters} where source_id = ${raw(EVERY.source)} and owner_id = ${ownerId ?? raw(EVERY.owner)}
      union all
      select board, stage, currency, n, valued, value from (${stageFacts("leads", sql`${leadDeltas}`)}) as lead_fact where ${ofOwner}
      union all
      select board, stage, currency, n, valued, value from (${stageFacts("sales", sql`${saleDeltas}`)}) as sale_fact where ${ofOwner}) as counted
    group by board, stage, currency having sum(count) > 0`,
  );
}
