import { z } from "zod";
import { MAX_REASON } from "#lib/core/limits.ts";
import { id, text } from "#lib/core/text.ts";
import { LeadJson, LeadStage, Recommendation } from "#lib/pipeline/leads/schema.ts";
import { TextSignals } from "#lib/scoring/text-signals/schema.ts";

/** The input of a score: a snapshot of the lead when it was scored, without the texts of its messages. */
export const ScoringInput = z.object({
  source: z.string(),
  stage: LeadStage,
  message_count: z.number().int().min(0),
  has_business_domain: z.boolean(),
  business_domain: z.string().nullable(),
  days_since_created: z.number().int().min(0),
  country: z.string().nullable(),
  language: z.string().nullable(),
  segment: z.string().nullable(),
  hours_to_first_contact: z.number().nullable(),
  /** Over the days since the lead was created, the first one whole; null without messages. */
  messages_per_day: z.number().min(0).nullable().default(null),
  ...TextSignals.shape,
});
export type ScoringInput = z.infer<typeof ScoringInput>;

/**
 * What factors sum to, within 1e-9: the score itself, or its log-odds ln(score / (1 − score)). For log-odds, the
 * exponential of an effect is what the factor multiplies the odds by.
 */
export const FactorScale = z.enum(["score", "log_odds"]);
export type FactorScale = z.infer<typeof FactorScale>;

/** One addend of a score or of its log-odds. */
export const Factor = z.object({
  feature: z.string(),
  value: z.union([z.string(), z.number(), z.boolean(), z.null()]),
  effect: z.number(),
});
export type Factor = z.infer<typeof Factor>;

export const FeedbackInput = z
  .strictObject({
    assessment_id: id,
    verdict: z.enum(["agree", "disagree"]),
    reason: text(MAX_REASON).nullable(),
  })
  .partial({ reason: true });
export type FeedbackInput = z.infer<typeof FeedbackInput>;

const scored = {
  score: z.number(),
  recommendation: Recommendation,
  reason: z.string(),
  factors: z.array(Factor),
  factor_scale: FactorScale,
  provider: z.string(),
  model: z.string(),
};

export const AssessmentJson = z.object({
  id,
  lead_id: id,
  ...scored,
  latency_ms: z.number(),
  prompt_tokens: z.number().nullable(),
  completion_tokens: z.number().nullable(),
  cost_usd: z.number().nullable(),
  input: z.record(z.string(), z.unknown()),
  verdict: z.enum(["agree", "disagree"]).nullable(),
  verdict_reason: z.string().nullable(),
  verdict_by: z.string().nullable(),
  verdict_at: z.string().nullable(),
  outcome: z.enum(["won", "lost"]).nullable(),
  outcome_at: z.string().nullable(),
  created_at: z.string(),
});
export type AssessmentJson = z.infer<typeof AssessmentJson>;

export const AnalysisJson = z.object({
  assessment_id: id,
  ...scored,
  cached: z.boolean(),
  stale: z.boolean(),
  analyzed_at: z.string(),
  lead: LeadJson,
});
export type AnalysisJson = z.infer<typeof AnalysisJson>;

/** The score of the workspace's provider for a made-up lead. */
export const ProviderTrialJson = z.object({
  provider: z.string(),
  model: z.string(),
  score: z.number(),
  reason: z.string().nullable(),
  latency_ms: z.number(),
  prompt_tokens: z.number().nullable(),
  completion_tokens: z.number().nullable(),
  cost_usd: z.number().nullable(),
});
export type ProviderTrialJson = z.infer<typeof ProviderTrialJson>;
