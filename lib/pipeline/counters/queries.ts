import { type SQL, sql } from "drizzle-orm";
import { executeOnce, type Tx } from "#db/client.ts";
import { leadDeltas, saleDeltas, stageCounters } from "#db/schema/counters.ts";
import { leads } from "#db/schema/leads.ts";
import { sales } from "#db/schema/sales.ts";
import { idOfSource } from "#lib/workspace/sources/queries.ts";
import { EVERY, FIRST_REPLY, NO_OWNER, QUARTER_SECONDS, WEEK_SECONDS } from "./rules.ts";

// Every read is one statement, so counters and deltas are of one snapshot and the figures are exact while the worker
// adds deltas up.

// As float8, because `extract` returns numeric, which is ten times slower.
export const epoch = (moment: SQL) => sql`date_part('epoch', ${moment})`;
/** A constant as a literal, because the planner does not know the value of a parameter. */
export const raw = (value: number) => sql.raw(String(value));
const weekOf = (moment: SQL) => sql`floor(${epoch(moment)} / ${raw(WEEK_SECONDS)})::int`;
const quarterOf = (moment: SQL) => sql`floor(${epoch(moment)} / ${raw(QUARTER_SECONDS)})::int`;

/** The bucket of a duration: half octaves of minutes; 0 is less than a minute. See `medianHours`. */
function bucketOf(later: SQL, earlier: SQL): SQL {
  const span = sql`(${later} - ${earlier})`;
  return sql`(case when ${span} >= interval '1 minute' then (1 + floor(2 * ln(date_part('epoch', ${span}) / 60) / ln(2.0::float8)))::smallint
    when ${span} is not null then 0::smallint end)`;
}

/** The present state of all leads and sales in the form of deltas. */
export const leadsAsDeltas = sql`(select 1 as n, ${leads}.* from ${leads})`;
export const salesAsDeltas = sql`(
  select 1 as n, sale.owner_id, sale.stage, sale.lost_reason, sale.amount, sale.currency, sale.stage_changed_at, sale.kyc_at, sale.agreement_at,
    lead.source_id, lead.created_at, lead.contacted_at, lead.qualified_at, lead.stage_changed_at as transferred_at
  from ${sales} as sale join ${leads} as lead on lead.workspace_id = sale.workspace_id and lead.id = sale.lead_id)`;

/** The facts that cards add to the counters of their columns, from rows like deltas. */
export function stageFacts(board: "leads" | "sales", rows: SQL): SQL {
  const [value, currency] =
    board === "leads" ? [sql`it.ai_score::numeric`, sql`''`] : [sql`it.amount`, sql`it.currency`];
  return sql`
    select ${sql.raw(`'${board}'`)} as board, source_id, coalesce(owner_id, ${raw(NO_OWNER)}) as owner_id, stage, ${weekOf(sql`stage_changed_at`)} as week,
      ${currency} as currency, n, case when ${value} is null then 0 else n end as valued, coalesce(n * ${value}, 0) as value
    from ${rows} as it`;
}

type Fact = { step: SQL; bucket: SQL; isLost?: SQL; reason?: SQL; n?: SQL; only?: SQL };

/**
 * Facts of rows, one kind after the other: scanning a few rows once for each kind is quicker than building the kinds
 * for each row. Rows that are expensive to compute should be a materialized table expression.
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

const FURTHEST_STEP = sql`-1`;
const isLost = sql`it.stage = 'lost'`;
const lostReason = sql`coalesce(it.lost_reason, '')`;
const toContacted = bucketOf(sql`it.contacted_at`, sql`it.created_at`);
const toQualified = bucketOf(sql`it.qualified_at`, sql`it.contacted_at`);

/** The facts of leads for the funnel, as if none had a sale: the furthest step of each, and the time to each step. */
const leadFacts = (rows: SQL) =>
  factsOf(rows, [
    {
      step: sql`case when it.stage = 'transferred' then 3 when it.stage = 'qualified' or ${isLost} and it.qualified_at is not null then 2
        when it.stage = 'contacted' or ${isLost} and it.contacted_at is not null then 1 else 0 end`,
      bucket: FURTHEST_STEP,
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

/** The corrections by sales: their leads came further, and a lost sale makes its lead lost. */
const saleFacts = (rows: SQL) =>
  factsOf(rows, [
    { step: sql`3`, bucket: FURTHEST_STEP, isLost: sql`false`, n: sql`-it.n` },
    {
      step: sql`case when it.stage = 'paid' then 6 when it.stage = 'agreement' or ${isLost} and it.agreement_at is not null then 5
        when it.stage = 'kyc' or ${isLost} and it.kyc_at is not null then 4 else 3 end`,
      bucket: FURTHEST_STEP,
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

/** The time until the first reply. Lost leads count as well. */
const replyFacts = (rows: SQL) =>
  factsOf(rows, [
    {
      step: raw(FIRST_REPLY),
      bucket: bucketOf(sql`it.first_contacted_at`, sql`it.created_at`),
      isLost: sql`false`,
    },
  ]);

/** All facts of the funnel. */
export const progressFacts = (leadRows: SQL, saleRows: SQL) =>
  sql`${leadFacts(leadRows)} union all ${saleFacts(saleRows)}`;

/** All facts of leads by the time of their creation. */
export const createdFacts = (leadRows: SQL, saleRows: SQL) =>
  sql`${progressFacts(leadRows, saleRows)} union all ${replyFacts(leadRows)}`;

/** The id of a source in the counters. */
export const countedSource = (code: string | undefined): SQL =>
  code === undefined ? raw(EVERY.source) : idOfSource(code);

/** Whether a row belongs to a source; true when none is given. */
export const isOfSource = (code: string | undefined, column: SQL): SQL =>
  code === undefined ? sql`true` : sql`${column} = ${idOfSource(code)}`;

export type CountedStage = {
  board: "leads" | "sales";
  stage: string;
  /** The currency of `value` for sales; empty for leads. */
  currency: string;
  count: number;
  valued: number;
  value: number;
};

/**
 * How many cards each column has, with the sum of their known scores (leads) or amounts (sales); one row for each
 * currency.
 * @param ownerId counts the cards of one owner only
 */
export function countStages(tx: Tx, ownerId?: number): Promise<CountedStage[]> {
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
