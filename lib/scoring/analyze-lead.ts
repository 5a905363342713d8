import { setTimeout as sleep } from "node:timers/promises";
import { eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { assessments } from "#db/schema/assessments.ts";
import { leads } from "#db/schema/leads.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { clock, SECOND } from "#lib/core/clock.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { record } from "#lib/core/record.ts";
import { transact } from "#lib/core/transact.ts";
import { leadChange } from "#lib/pipeline/leads/build-lead-change.ts";
import { lockLead } from "#lib/pipeline/leads/lock-lead.ts";
import { getLead, type LeadRow } from "#lib/pipeline/leads/queries.ts";
import { listNewestLines } from "#lib/scoring/text-signals/queries.ts";
import { type EffectiveSettings, getSettings } from "#lib/workspace/settings/queries.ts";
import { type Answer, askProvider } from "./ask-provider.ts";
import { type Analysis, reasonIn } from "./present.ts";
import { chooseProvider } from "./providers/choose.ts";
import { findChampionId } from "./providers/model/provider.ts";
import type { ScoringContext, ScoringProvider } from "./providers/provider.ts";
import { type AssessmentRow, findAssessment, inputHash, scoringContext, scoringInput } from "./queries.ts";
import { recommendationOf } from "./rules.ts";
import type { ScoringInput } from "./schema.ts";
import { endLease, failLease, type Lease, spendCall, takeLease } from "./take-lease.ts";

/** Milliseconds between two looks at whether the call of another process is done. */
const LEASE_POLL = 250;

type Question = {
  provider: ScoringProvider;
  input: ScoringInput;
  context: ScoringContext;
  hash: string;
  settings: EffectiveSettings;
};

/** The analysis of a lead that runs in this process: who wants the same waits for its end before the first look. */
const running = new Map<string, Promise<Analysis>>();

/**
 * Scores a lead and stores the assessment; a stage is never changed. The provider is asked between two
 * transactions, never inside one, and simultaneous calls for one lead ask it once: they share its answer,
 * and its failure.
 * @param force asks again although the answer is known
 * @throws Unavailable (503) when the provider does not answer, or the workspace has used up its calls of
 * this minute; nothing is changed then
 */
export async function analyzeLead(ctx: Ctx, leadId: number, { force = false } = {}): Promise<Analysis> {
  authorize(ctx, "lead:analyze");
  const came = { at: clock.now(), force };
  const key = `${ctx.workspaceId}:${leadId}`;
  const ahead = running.get(key);
  // Awaiting nothing would let all who come in this moment pass.
  if (ahead) await ahead.catch(() => {});
  const analysis = analyze(ctx, leadId, came);
  if (running.has(key)) return analysis;
  running.set(key, analysis);
  return analysis.finally(() => running.delete(key));
}

/** What makes this safe is the lease, which other processes see too. */
async function analyze(ctx: Ctx, leadId: number, came: Arrival): Promise<Analysis> {
  for (;;) {
    const step = await transact(ctx, (tx) => lookOrLease(tx, ctx, leadId, came));
    if ("analysis" in step) return step.analysis;
    if ("lease" in step) return askAndStore(ctx, step.lease, step.question);
    await sleep(LEASE_POLL);
  }
}

type Arrival = { at: Date; force: boolean };
type Step = { analysis: Analysis } | { lease: Lease; question: Question } | { somebodyAsks: true };

/** Finds a known answer, or takes the right to ask, unless somebody is asking. */
async function lookOrLease(tx: Tx, ctx: Ctx, leadId: number, came: Arrival): Promise<Step> {
  const [lead, settings, championId] = await Promise.all([
    getLead(tx, ctx, leadId),
    getSettings(tx),
    findChampionId(tx),
  ]);
  const provider = await chooseProvider(tx, settings, championId);
  // What is stored with its text is counted: without a count there is nothing to read.
  const newestFirst = lead.messageCount > 0 ? await listNewestLines(tx, leadId) : [];
  const input = scoringInput(lead, newestFirst);
  const context = scoringContext(ctx, newestFirst, provider);
  const hash = inputHash(provider, input, settings.minTransferScore, context);
  // `force` still takes the answer that somebody else asked for meanwhile.
  const oldest = came.force ? came.at : new Date(came.at.getTime() - settings.aiCacheTtlSeconds * SECOND);
  const findKnown = async (): Promise<Step | undefined> => {
    const known = await findAssessment(tx, leadId, hash, oldest);
    if (!known) return undefined;
    const current = isShown(lead, known)
      ? lead
      : await showOnLead(tx, ctx, await lockLead(tx, ctx, leadId), known);
    return { analysis: { assessment: known, cached: true, lead: current, staleDays: settings.aiStaleDays } };
  };
  const known = await findKnown();
  if (known) return known;
  const lease = await takeLease(tx, ctx, leadId, came.at);
  if (!lease) return { somebodyAsks: true };
  // The call before this one may have ended between the look and the lease.
  const justStored = await findKnown();
  if (justStored) {
    await endLease(tx, lease);
    return justStored;
  }
  if (provider.llm) await spendCall(tx, ctx, settings.aiCallsPerMinute);
  return { lease, question: { provider, input, context, hash, settings } };
}

async function askAndStore(ctx: Ctx, lease: Lease, question: Question): Promise<Analysis> {
  try {
    const answer = await askProvider(question.provider, question.input, question.context);
    return await transact(ctx, async (tx) => {
      await endLease(tx, lease);
      return store(tx, ctx, lease.leadId, question, answer);
    });
  } catch (error) {
    // Should this fail too, the lease ends by itself.
    await transact(ctx, (tx) => failLease(tx, lease)).catch(() => {});
    throw error;
  }
}

async function store(
  tx: Tx,
  ctx: Ctx,
  leadId: number,
  { provider, input, hash, settings }: Question,
  { score, factors, factorScale, reason, usage, latencyMs }: Answer,
): Promise<Analysis> {
  const lead = await lockLead(tx, ctx, leadId);
  // The gate is code: whatever a provider writes, it gives no recommendation.
  const recommendation = recommendationOf(score, settings.minTransferScore);
  const [assessment] = await tx
    .insert(assessments)
    .values({
      workspaceId: ctx.workspaceId,
      leadId,
      input,
      inputHash: hash,
      score,
      recommendation,
      reason: reason ?? reasonIn(ctx.locale, factors, recommendation, factorScale),
      factors,
      factorScale,
      provider: provider.name,
      model: provider.model,
      latencyMs,
      ...usage,
    })
    .returning();
  if (!assessment) throw new Error("An inserted assessment returned no row");
  const shown = await showOnLead(tx, ctx, lead, assessment);
  return { assessment, cached: false, lead: shown, staleDays: settings.aiStaleDays };
}

const isShown = ({ aiAnalyzedAt }: LeadRow, { createdAt }: AssessmentRow) =>
  aiAnalyzedAt?.getTime() === createdAt.getTime();

/**
 * Puts an assessment on the lead, unless it is there already. Another recommendation than before is news
 * of its own.
 * @param before the lead, locked: two who find the same answer show it once
 */
async function showOnLead(tx: Tx, ctx: Ctx, before: LeadRow, assessment: AssessmentRow): Promise<LeadRow> {
  if (isShown(before, assessment)) return before;
  await tx
    .update(leads)
    .set({
      aiScore: assessment.score,
      aiRecommendation: assessment.recommendation,
      aiReason: assessment.reason,
      aiAnalyzedAt: assessment.createdAt,
      updatedAt: sql`now()`,
    })
    .where(eq(leads.id, before.id));
  const after = await getLead(tx, ctx, before.id);
  record(tx, ctx, "lead.analyzed", await leadChange(tx, before, after));
  if (before.aiRecommendation !== null && before.aiRecommendation !== after.aiRecommendation) {
    record(tx, ctx, "lead.recommendation_changed", {
      before: { id: before.id, aiRecommendation: before.aiRecommendation },
      after: { id: after.id, aiRecommendation: after.aiRecommendation },
      ownerIds: [after.ownerId],
      departmentId: after.sourceDepartmentId,
    });
  }
  return after;
}
