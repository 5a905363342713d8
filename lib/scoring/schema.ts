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
  feature: z.string().describe("What was looked at, such as `message_count`."),
  value: z.union([z.string(), z.number(), z.boolean(), z.null()]).describe("Its value."),
  effect: z.number().describe("What it adds to the score, or to its log-odds: see `factor_scale`."),
});
export type Factor = z.infer<typeof Factor>;

export const FeedbackInput = z
  .strictObject({
    assessment_id: id.describe("Score that you judge."),
    verdict: z.enum(["agree", "disagree"]).describe("Whether you agree with it."),
    reason: text(MAX_REASON).nullable().describe("Why."),
  })
  .partial({ reason: true });
export type FeedbackInput = z.infer<typeof FeedbackInput>;

const scored = {
  score: z.number().describe("Probability of success, from 0 to 1."),
  recommendation: Recommendation.describe("What the score recommends."),
  reason: z.string().describe("Why, in words."),
  factors: z.array(Factor).describe("What the score is made of."),
  factor_scale: FactorScale.describe("What the effects sum to: the score, or its log-odds."),
  provider: z.string().describe("Provider that scored."),
  model: z.string().describe("Model of the provider."),
};

export const AssessmentJson = z.object({
  id: id.describe("Id of the score."),
  lead_id: id.describe("Lead that was scored."),
  ...scored,
  latency_ms: z.number().describe("Milliseconds that scoring took."),
  prompt_tokens: z.number().nullable().describe("Tokens of the question to an LLM."),
  completion_tokens: z.number().nullable().describe("Tokens of the answer of an LLM."),
  cost_usd: z.number().nullable().describe("Cost in US dollars."),
  input: z.record(z.string(), z.unknown()).describe("What was known of the lead."),
  verdict: z.enum(["agree", "disagree"]).nullable().describe("Whether a person agreed."),
  verdict_reason: z.string().nullable().describe("Why."),
  verdict_by: z.string().nullable().describe("Who judged."),
  verdict_at: z.string().nullable().describe("When they judged."),
  outcome: z.enum(["won", "lost"]).nullable().describe("What became of the lead."),
  outcome_at: z.string().nullable().describe("When that was known."),
  created_at: z.string().describe("When the lead was scored."),
});
export type AssessmentJson = z.infer<typeof AssessmentJson>;

export const AnalysisJson = z.object({
  assessment_id: id.describe("Id of the score."),
  ...scored,
  cached: z.boolean().describe("Whether the score was kept from before."),
  stale: z.boolean().describe("Whether the score is too old."),
  analyzed_at: z.string().describe("When the lead was scored."),
  lead: LeadJson.describe("The lead with its score."),
});
export type AnalysisJson = z.infer<typeof AnalysisJson>;

/** The score of the workspace's provider for a made-up lead. */
export const ProviderTrialJson = z.object({
  provider: z.string().describe("Provider that scored."),
  model: z.string().describe("Model of the provider."),
  score: z.number().describe("Score of the example, from 0 to 1."),
  reason: z.string().nullable().describe("Why, in words."),
  latency_ms: z.number().describe("Milliseconds that scoring took."),
  prompt_tokens: z.number().nullable().describe("Tokens of the question to an LLM."),
  completion_tokens: z.number().nullable().describe("Tokens of the answer of an LLM."),
  cost_usd: z.number().nullable().describe("Cost in US dollars."),
});
export type ProviderTrialJson = z.infer<typeof ProviderTrialJson>;
