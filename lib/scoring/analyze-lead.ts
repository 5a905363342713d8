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

/** Milliseconds between two checks whether the call of another process has ended. */
const LEASE_POLL = 250;

type ScoringCall = {
  provider: ScoringProvider;
  input: ScoringInput;
  context: ScoringContext;
  hash: string;
  settings: EffectiveSettings;
};

/** The analyses that run in this process, by lead. A second request for the same lead waits for the first to end. */
const running = new Map<string, Promise<Analysis>>();

/**
 * Scores a lead and stores the assessment; it never changes a stage. The provider is called between two transactions,
 * never inside one. Simultaneous requests for one lead make one call, and share its answer or its failure.
 * @param force calls the provider even when an answer is cached
 * @throws Unavailable (503) when the provider does not answer, or the workspace has used up its calls of this minute;
 * nothing is changed then
 */
export async function analyzeLead(ctx: Ctx, leadId: number, { force = false } = {}): Promise<Analysis> {
  authorize(ctx, "lead:analyze");
  const came = { at: clock.now(), force };
  const key = `${ctx.workspaceId}:${leadId}`;
  const ahead = running.get(key);
  // Without an analysis ahead there must be no await, or simultaneous requests would all pass here.
  if (ahead) await ahead.catch(() => {});
  const analysis = analyze(ctx, leadId, came);
  if (running.has(key)) return analysis;
  running.set(key, analysis);
  return analysis.finally(() => running.delete(key));
}

/** The lease makes this safe across processes. */
async function analyze(ctx: Ctx, leadId: number, came: Arrival): Promise<Analysis> {
  for (;;) {
    const step = await transact(ctx, (tx) => findOrLease(tx, ctx, leadId, came));
    if ("analysis" in step) return step.analysis;
    if ("lease" in step) return callAndStore(ctx, step.lease, step.question);
    await sleep(LEASE_POLL);
  }
}

type Arrival = { at: Date; force: boolean };
type Step = { analysis: Analysis } | { lease: Lease; question: ScoringCall } | { isCallUnderWay: true };

/** Finds a cached answer, or takes the lease for a call, unless a call is under way. */
async function findOrLease(tx: Tx, ctx: Ctx, leadId: number, came: Arrival): Promise<Step> {
  const [lead, settings, championId] = await Promise.all([
    getLead(tx, ctx, leadId),
    getSettings(tx),
    findChampionId(tx),
  ]);
  const provider = await chooseProvider(tx, settings, championId);
  // Every stored message is counted, so with a count of 0 there is nothing to read.
  const newestFirst = lead.messageCount > 0 ? await listNewestLines(tx, leadId) : [];
  const input = scoringInput(lead, newestFirst);
  const context = scoringContext(ctx, newestFirst, provider);
  const hash = inputHash(provider, input, settings.minTransferScore, context);
  // Even with `force`, the answer of a call that started meanwhile is used.
  const oldest = came.force ? came.at : new Date(came.at.getTime() - settings.aiCacheTtlSeconds * SECOND);
  const findKnown = async (): Promise<Step | undefined> => {
    const known = await findAssessment(tx, leadId, hash, oldest);
    if (!known) return undefined;
    const current = isShown(lead, known)
      ? lead
      : await setOnLead(tx, ctx, await lockLead(tx, ctx, leadId), known);
    return { analysis: { assessment: known, cached: true, lead: current, staleDays: settings.aiStaleDays } };
  };
  const known = await findKnown();
  if (known) return known;
  const lease = await takeLease(tx, ctx, leadId, came.at);
  if (!lease) return { isCallUnderWay: true };
  // The previous call may have ended between the look-up and the lease.
  const justStored = await findKnown();
  if (justStored) {
    await endLease(tx, lease);
    return justStored;
  }
  if (provider.llm) await spendCall(tx, ctx, settings.aiCallsPerMinute);
  return { lease, question: { provider, input, context, hash, settings } };
}

async function callAndStore(ctx: Ctx, lease: Lease, question: ScoringCall): Promise<Analysis> {
  try {
    const answer = await askProvider(question.provider, question.input, question.context);
    return await transact(ctx, async (tx) => {
      await endLease(tx, lease);
      return store(tx, ctx, lease.leadId, question, answer);
    });
  } catch (error) {
    // If this fails too, the lease expires.
    await transact(ctx, (tx) => failLease(tx, lease)).catch(() => {});
    throw error;
  }
}

async function store(
  tx: Tx,
  ctx: Ctx,
  leadId: number,
  { provider, input, hash, settings }: ScoringCall,
  { score, factors, factorScale, reason, usage, latencyMs }: Answer,
): Promise<Analysis> {
  const lead = await lockLead(tx, ctx, leadId);
  // The recommendation is computed here. Nothing that a provider writes can change it.
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
  const shown = await setOnLead(tx, ctx, lead, assessment);
  return { assessment, cached: false, lead: shown, staleDays: settings.aiStaleDays };
}

const isShown = ({ aiAnalyzedAt }: LeadRow, { createdAt }: AssessmentRow) =>
  aiAnalyzedAt?.getTime() === createdAt.getTime();

/**
 * Sets an assessment on the lead, unless it is set already. A changed recommendation has an event of its own.
 * @param before the lead, locked, so that two requests with the same answer set it once
 */
async function setOnLead(tx: Tx, ctx: Ctx, before: LeadRow, assessment: AssessmentRow): Promise<LeadRow> {
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
