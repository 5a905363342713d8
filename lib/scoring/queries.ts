import { createHash } from "node:crypto";
import { and, asc, desc, eq, gt, inArray, isNotNull, lt, or, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { assessments } from "#db/schema/assessments.ts";
import { leads } from "#db/schema/leads.ts";
import { scoringBudgets } from "#db/schema/scoring-budgets.ts";
import { scoringLeases } from "#db/schema/scoring-leases.ts";
import { clock, DAY, HOUR, MINUTE } from "#lib/core/clock.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { NotFound } from "#lib/core/errors.ts";
import {
  applySlice,
  byCreation,
  type HistoryQuery,
  hasWords,
  type Listing,
  listRows,
} from "#lib/core/listing.ts";
import type { Page } from "#lib/core/paging.ts";
import { isOpen } from "#lib/pipeline/leads/filter-leads.ts";
import type { LeadRow } from "#lib/pipeline/leads/queries.ts";
import type { Line } from "#lib/scoring/text-signals/schema.ts";
import { type EffectiveSettings, getSettings } from "#lib/workspace/settings/queries.ts";
import type { ScoringContext, ScoringProvider } from "./providers/provider.ts";
import type { ScoringInput } from "./schema.ts";
import { readTextSignals } from "./text-signals/read-text-signals.ts";

export type AssessmentRow = typeof assessments.$inferSelect;

/**
 * The present lead as a provider sees it.
 * @param newestFirst its newest messages
 */
export function scoringInput(lead: LeadRow, newestFirst: Line[]): ScoringInput {
  const days = Math.max(0, Math.floor((clock.now().getTime() - lead.createdAt.getTime()) / DAY));
  const toFirstContact = lead.firstContactedAt && lead.firstContactedAt.getTime() - lead.createdAt.getTime();
  return {
    source: lead.source,
    stage: lead.stage,
    message_count: lead.messageCount,
    has_business_domain: Boolean(lead.businessDomain),
    business_domain: lead.businessDomain,
    days_since_created: days,
    country: lead.country,
    language: lead.language,
    segment: lead.segment,
    hours_to_first_contact: toFirstContact === null ? null : Math.round((toFirstContact / HOUR) * 10) / 10,
    messages_per_day: messagesPerDay(lead.messageCount, days),
    ...readTextSignals(newestFirst),
  };
}

/** Messages per day in both directions, over the days since the lead was created; the first day counts as whole. */
export function messagesPerDay(messageCount: number, daysSinceCreated: number): number | null {
  return messageCount === 0 ? null : Math.round((messageCount / Math.max(1, daysSinceCreated)) * 100) / 100;
}

/** Messages of a conversation that a provider gets. */
const MAX_MESSAGES = 20;

/** What the provider may know beside the lead's fields. */
export function scoringContext(
  { locale }: Ctx,
  newestFirst: Line[],
  provider: ScoringProvider,
): ScoringContext {
  const told = provider.llm ? newestFirst.slice(0, MAX_MESSAGES) : [];
  return { conversation: told.reverse(), locale };
}

/** The cache key: the provider and everything in its input. */
export function inputHash(
  { name, model, llm }: ScoringProvider,
  input: ScoringInput,
  minTransferScore: number,
  context: ScoringContext,
): string {
  const question = [name, model, minTransferScore, input, ...(llm ? [llm.promptVersion, context] : [])];
  return createHash("sha256").update(JSON.stringify(question)).digest("hex");
}

/** The newest assessment of the lead with this input that is not older than `oldest`. */
export async function findAssessment(
  tx: Tx,
  leadId: number,
  hash: string,
  oldest: Date,
): Promise<AssessmentRow | undefined> {
  const [row] = await tx
    .select()
    .from(assessments)
    .where(
      and(eq(assessments.leadId, leadId), eq(assessments.inputHash, hash), gt(assessments.createdAt, oldest)),
    )
    .orderBy(desc(assessments.id))
    .limit(1);
  return row;
}

/** The message count when the lead was last scored; 0 for a lead without a score. */
const messagesKnown = sql`coalesce((
  select (newest.input ->> 'message_count')::int from ${assessments} as newest
  where newest.workspace_id = ${leads.workspaceId} and newest.lead_id = ${leads.id}
  order by newest.id desc limit 1), 0)`;

/**
 * Open leads to score, because their score is stale or they have enough new messages; the most active first. A lead
 * whose analysis failed comes after all others, so it blocks none.
 */
export async function listDueLeads(
  tx: Tx,
  { aiAnalyzeAfterMessages: enough, aiStaleDays }: EffectiveSettings,
  limit: number,
): Promise<number[]> {
  // Assessments are read only when the lead's own row does not decide.
  const hasNewMessages = sql`(${leads.messageCount} >= ${enough}
    and ${leads.messageCount} - ${messagesKnown} >= ${enough})`;
  const isStale = lt(leads.aiAnalyzedAt, sql`now() - make_interval(days => ${aiStaleDays})`);
  const rows = await tx
    .select({ id: leads.id })
    .from(leads)
    .leftJoin(
      scoringLeases,
      and(eq(scoringLeases.workspaceId, leads.workspaceId), eq(scoringLeases.leadId, leads.id)),
    )
    .where(and(isOpen, or(isStale, hasNewMessages)))
    .orderBy(sql`${scoringLeases.failedAt} nulls first`, desc(leads.updatedAt), asc(leads.id))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** Milliseconds that an analysis may take between reading its lead and storing the score. */
const MAX_ANALYSIS_TIME = MINUTE;

/**
 * The open ones among these leads that have a score, except scores that certainly include the change.
 * @param changedAt when each lead changed
 */
export async function listScoredBefore(tx: Tx, changedAt: ReadonlyMap<number, Date>): Promise<number[]> {
  const rows = await tx
    .select({ id: leads.id, analyzedAt: leads.aiAnalyzedAt })
    .from(leads)
    .where(and(inArray(leads.id, [...changedAt.keys()]), isOpen, isNotNull(leads.aiAnalyzedAt)));
  return rows.flatMap(({ id, analyzedAt }) => {
    const known = (analyzedAt?.getTime() ?? 0) - MAX_ANALYSIS_TIME;
    return known < (changedAt.get(id)?.getTime() ?? 0) ? [id] : [];
  });
}

/**
 * Whether half of the AI calls of this minute are used up. Bulk work then waits, so that people can still score
 * single leads.
 */
export async function isBudgetHalfSpent(tx: Tx): Promise<boolean> {
  const [{ aiCallsPerMinute }, [spent]] = await Promise.all([
    getSettings(tx),
    tx
      .select({ calls: scoringBudgets.calls })
      .from(scoringBudgets)
      .where(eq(scoringBudgets.minute, sql`date_trunc('minute', now())`)),
  ]);
  return spent !== undefined && spent.calls >= aiCallsPerMinute / 2;
}

/** @throws NotFound unless the assessment is one of this lead */
export async function getAssessment(tx: Tx, leadId: number, assessmentId: number): Promise<AssessmentRow> {
  const [row] = await tx
    .select()
    .from(assessments)
    .where(and(eq(assessments.leadId, leadId), eq(assessments.id, assessmentId)));
  if (!row) throw new NotFound("Assessment");
  return row;
}

const ASSESSMENTS: Listing<AssessmentRow, "created_at"> = {
  ...byCreation(assessments.createdAt),
  idColumn: assessments.id,
  find: (tx, slice) => applySlice(tx.select().from(assessments).$dynamic(), slice),
};

/** Every score of a lead, the newest first unless sorted otherwise; `q` looks at the reasons. */
export function listAssessments(tx: Tx, leadId: number, query: HistoryQuery): Promise<Page<AssessmentRow>> {
  const where = and(eq(assessments.leadId, leadId), hasWords(query.q, [assessments.reason]));
  return listRows(tx, ASSESSMENTS, where, query);
}
