import { type AnyColumn, type SQL, sql } from "drizzle-orm";
import { leads } from "#db/schema/leads.ts";
import { operators } from "#db/schema/operators.ts";
import { workspaces } from "#db/schema/workspaces.ts";
import { operatorOf } from "#lib/auth/visible.ts";
import { visibleLeads } from "#lib/auth/visible-leads.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { env } from "#lib/core/env.ts";
import { MAX_SEARCH_HITS } from "#lib/core/limits.ts";
import type { Cursor } from "#lib/core/paging.ts";
import { endOf, startOf, startOfTomorrow } from "#lib/core/period.ts";
import { OTHER_REASON } from "#lib/workspace/settings/rules.ts";
import { idOfSource } from "#lib/workspace/sources/queries.ts";
import { columnOf } from "./fields.ts";
import { GATES } from "./rules.ts";
import type { Attention, LeadFilter } from "./schema.ts";

/** Whether a lead is neither won nor lost yet. */
export const isOpen = sql`${leads.stage} in ('new', 'contacted', 'qualified')`;

/** Days without a move and without a planned step after which an open lead counts as quiet. */
const QUIET_DAYS = 7;

/**
 * A value of the workspace's setting, or of the environment. In a subquery, because under row-level security
 * PostgreSQL uses an index only for comparisons with leakproof expressions, and `coalesce` is not one.
 */
const bySetting = (column: AnyColumn, fallback: SQL, of = (setting: SQL) => setting) =>
  sql`(select ${of(sql`coalesce(${column}, ${fallback})`)} from ${workspaces})`;

/** The gates of the transfer that ask only for a filled field. */
const filled = () => GATES.flatMap(({ needs }) => (needs ? sql`${leads[columnOf(needs)]} is not null` : []));

/** The condition on leads for each kind of attention. */
export const needsAttention: Record<Attention, () => SQL> = {
  quiet:
    () => sql`(${isOpen} and ${leads.stageChangedAt} < now() - make_interval(days => ${sql.raw(String(QUIET_DAYS))})
    and coalesce(${leads.nextStepAt} < now(), true))`,
  overdue: () => sql`(${isOpen} and ${leads.nextStepAt} < now())`,
  today: () => sql`(${isOpen} and ${leads.nextStepAt} >= now() and ${leads.nextStepAt} < ${startOfTomorrow})`,
  stale: () =>
    sql`(${isOpen} and ${leads.aiAnalyzedAt} < ${bySetting(
      workspaces.aiStaleDays,
      sql`${env().AI_ANALYSIS_STALE_DAYS}::int`,
      (days) => sql`now() - make_interval(days => ${days})`,
    )})`,
  unread: () => sql`(${leads.unreadCount} > 0)`,
  ready: () => sql`(${leads.stage} = 'qualified' and ${sql.join(filled(), sql` and `)}
    and ${leads.aiScore} >= ${bySetting(workspaces.minTransferScore, sql`${env().MIN_TRANSFER_SCORE}::float8`)})`,
};

/**
 * The newest leads, at most `limit`, that match the words of a filter and come after the cursor of a list from newest
 * to oldest.
 */
export const newestMatches = (limit: number, cursor?: Cursor) =>
  sql`select find_leads(${sql.placeholder("q")}, ${sql.raw(String(limit))}${cursor && sql`, ${cursor[0]}::timestamptz, ${cursor[1]}`})`;

// Names in plain text, because drizzle omits table names in subqueries (docs/decisions/0010).
const itsOwnSale = sql.raw(
  "select from sales as its_sale where its_sale.workspace_id = leads.workspace_id and its_sale.lead_id = leads.id",
);

/** Whether a lead reached a step of the funnel; a lost lead counts up to its furthest step. */
const reachedAtLeast = (step: ReturnType<typeof sql.placeholder>): SQL => sql`case ${step}::text
  when 'contacted' then ${leads.stage} in ('contacted', 'qualified', 'transferred') or ${leads.contactedAt} is not null
  when 'qualified' then ${leads.stage} in ('qualified', 'transferred') or ${leads.qualifiedAt} is not null
  when 'transferred' then ${leads.stage} = 'transferred'
  else exists (${itsOwnSale} and case ${step}::text
    when 'kyc' then its_sale.stage in ('kyc', 'agreement', 'paid') or its_sale.kyc_at is not null
    when 'agreement' then its_sale.stage in ('agreement', 'paid') or its_sale.agreement_at is not null
    else its_sale.stage = 'paid' end) end`;

/** Whether a lead or its sale was lost for a reason: a code, a reason of the workspace, or the comment of `other`. */
const lostBecause = (reason: ReturnType<typeof sql.placeholder>): SQL => sql`(
  ${leads.lostReason} = ${reason} or ${leads.lostReason} = ${sql.raw(`'${OTHER_REASON}'`)} and ${leads.lostComment} = ${reason}
  or exists (${itsOwnSale} and (its_sale.lost_reason = ${reason}
    or its_sale.lost_reason = ${sql.raw(`'${OTHER_REASON}'`)} and its_sale.lost_comment = ${reason})))`;

/**
 * The conditions of a filter with a placeholder for each value, so that requests with the same set of filters share
 * one prepared statement.
 */
export function leadConditions(filter: LeadFilter, matches = newestMatches(MAX_SEARCH_HITS)): SQL[] {
  const value = (name: keyof LeadFilter) => sql.placeholder(name);
  const conditions: Record<keyof LeadFilter, SQL> = {
    stage: sql`${leads.stage} = ${value("stage")}`,
    source: sql`${leads.sourceId} = ${idOfSource(value("source"))}`,
    owner_id: sql`${leads.ownerId} = ${value("owner_id")}`,
    department_id: sql`${operators.departmentId} = ${value("department_id")}`,
    min_score: sql`${leads.aiScore} >= ${value("min_score")}`,
    max_score: sql`${leads.aiScore} <= ${value("max_score")}`,
    has_business_domain: sql`(${leads.businessDomain} is not null) = ${value("has_business_domain")}::boolean`,
    days: sql`${leads.createdAt} >= now() - make_interval(days => ${value("days")}::int)`,
    created_from: sql`${leads.createdAt} >= ${startOf(value("created_from"))}`,
    created_to: sql`${leads.createdAt} <= ${endOf(value("created_to"))}`,
    external_id: sql`${leads.externalId} = ${value("external_id")}`,
    // Each kind of attention is a statement of its own, so that each uses its index.
    attention: filter.attention ? needsAttention[filter.attention]() : sql`true`,
    reached: reachedAtLeast(value("reached")),
    not_reached: sql`not (${reachedAtLeast(value("not_reached"))})`,
    lost_reason: lostBecause(value("lost_reason")),
    is_lost: sql`(${leads.stage} = 'lost' or exists (${itsOwnSale} and its_sale.stage = 'lost')) = ${value("is_lost")}::boolean`,
    moved_from: sql`(${leads.stage} <> 'new' and ${leads.stageChangedAt} >= ${startOf(value("moved_from"))})`,
    q: sql`${leads.id} in (${matches})`,
  };
  return usedFilters(filter).map((name) => conditions[name]);
}

/** The names of the filters that are set, in a fixed order. */
export const usedFilters = (filter: LeadFilter) =>
  (Object.keys(filter) as (keyof LeadFilter)[]).filter((name) => filter[name] !== undefined).sort();

/** Identifies the prepared statement of a list: which filters are used, and what the caller may see. */
export function filterShape(ctx: Ctx, filter: LeadFilter): string {
  const { operatorId, departmentId } = operatorOf(ctx);
  const eyes = visibleLeads(ctx) ? `${operatorId}/${departmentId}` : "all";
  return `${usedFilters(filter).join(",")}|${filter.attention ?? ""}|${eyes}`;
}
