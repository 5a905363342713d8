import { eq, lt, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { assessments } from "#db/schema/assessments.ts";
import { leads } from "#db/schema/leads.ts";
import { scoringLeases } from "#db/schema/scoring-leases.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { clock, SECOND } from "#lib/core/clock.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { AppError, Unavailable } from "#lib/core/errors.ts";
import { log } from "#lib/core/log.ts";
import { transact } from "#lib/core/transact.ts";
import { getLead, type LeadRow, lockLead } from "#lib/leads/queries.ts";
import { recordLead } from "#lib/leads/record-lead.ts";
import { type EffectiveSettings, getSettings } from "#lib/settings/queries.ts";
import { type Analysis, reasonIn } from "./present.ts";
import type { ScoringProvider } from "./providers/provider.ts";
import { rulesProvider } from "./providers/rules/provider.ts";
import { type AssessmentRow, findAssessment, inputHash, scoringInput } from "./queries.ts";
import { recommendationOf } from "./rules.ts";
import type { Factor, ScoringInput } from "./schema.ts";

/** Milliseconds that a provider has for its answer. */
const PROVIDER_TIMEOUT = 10 * SECOND;
/** Seconds after which a lease belongs to a process that died while it waited. */
const LEASE_SECONDS = 15;
/** Milliseconds between two looks at whether the other call is done. */
const LEASE_POLL = 100;

type Question = { input: ScoringInput; hash: string; settings: EffectiveSettings };
type Answer = { score: number; factors: Factor[]; latencyMs: number };

/**
 * Scores a lead and stores the assessment; a stage is never changed. The provider is asked between two
 * transactions, never inside one, and simultaneous calls for one lead ask it once.
 * @param force asks again although the answer is known
 * @throws Unavailable (503) when the provider does not answer; nothing is changed then
 */
export async function analyzeLead(ctx: Ctx, leadId: number, { force = false } = {}): Promise<Analysis> {
  authorize(ctx, "lead:analyze");
  const provider: ScoringProvider = rulesProvider;
  const began = clock.now();
  for (;;) {
    const step = await transact(ctx, (tx) =>
      lookOrLease(tx, ctx, leadId, provider, force ? began : undefined),
    );
    if ("analysis" in step) return step.analysis;
    if (step.leased) return askAndStore(ctx, leadId, provider, step.question);
    await new Promise((resolve) => setTimeout(resolve, LEASE_POLL));
  }
}

/** Finds a known answer, or takes the right to ask. Neither: somebody else is asking. */
async function lookOrLease(
  tx: Tx,
  ctx: Ctx,
  leadId: number,
  provider: ScoringProvider,
  notBefore: Date | undefined,
): Promise<{ analysis: Analysis } | { leased: boolean; question: Question }> {
  const lead = await getLead(tx, ctx, leadId);
  const settings = await getSettings(tx);
  const input = scoringInput(lead);
  const hash = inputHash(provider, input, settings.minTransferScore);
  // `force` still takes the answer that somebody else asked for meanwhile.
  const oldest = notBefore ?? new Date(clock.now().getTime() - settings.aiCacheTtlSeconds * SECOND);
  const known = await findAssessment(tx, leadId, hash, oldest);
  if (known) {
    const current = await showOnLead(tx, ctx, lead, known);
    return { analysis: { assessment: known, cached: true, lead: current, staleDays: settings.aiStaleDays } };
  }
  const until = sql`now() + make_interval(secs => ${LEASE_SECONDS})`;
  const taken = await tx
    .insert(scoringLeases)
    .values({ workspaceId: ctx.workspaceId, leadId, until })
    .onConflictDoUpdate({
      target: [scoringLeases.workspaceId, scoringLeases.leadId],
      set: { until },
      setWhere: lt(scoringLeases.until, sql`now()`),
    })
    .returning({ leadId: scoringLeases.leadId });
  return { leased: taken.length > 0, question: { input, hash, settings } };
}

async function askAndStore(
  ctx: Ctx,
  leadId: number,
  provider: ScoringProvider,
  question: Question,
): Promise<Analysis> {
  try {
    const answer = await ask(provider, question.input);
    return await transact(ctx, (tx) => store(tx, ctx, leadId, provider, question, answer));
  } finally {
    await transact(ctx, (tx) => tx.delete(scoringLeases).where(eq(scoringLeases.leadId, leadId)));
  }
}

async function ask(provider: ScoringProvider, input: ScoringInput): Promise<Answer> {
  const began = performance.now();
  try {
    const answer = await provider.score(input, AbortSignal.timeout(PROVIDER_TIMEOUT));
    return { ...answer, latencyMs: Math.round(performance.now() - began) };
  } catch (error) {
    if (error instanceof AppError) throw error;
    log.warn(
      { provider: provider.name, error: error instanceof Error ? error.name : "unknown" },
      "scoring failed",
    );
    throw new Unavailable("ai_unavailable", "AI service unavailable");
  }
}

async function store(
  tx: Tx,
  ctx: Ctx,
  leadId: number,
  provider: ScoringProvider,
  { input, hash, settings }: Question,
  { score, factors, latencyMs }: Answer,
): Promise<Analysis> {
  const lead = await lockLead(tx, ctx, leadId);
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
      reason: reasonIn(ctx.locale, factors, recommendation),
      factors,
      provider: provider.name,
      model: provider.model,
      latencyMs,
    })
    .returning();
  if (!assessment) throw new Error("An inserted assessment returned no row");
  const shown = await showOnLead(tx, ctx, lead, assessment);
  return { assessment, cached: false, lead: shown, staleDays: settings.aiStaleDays };
}

/** Puts an assessment on the lead, unless it is there already. */
async function showOnLead(tx: Tx, ctx: Ctx, before: LeadRow, assessment: AssessmentRow): Promise<LeadRow> {
  if (before.aiAnalyzedAt?.getTime() === assessment.createdAt.getTime()) return before;
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
  await recordLead(tx, ctx, "lead.analyzed", before, after);
  return after;
}
