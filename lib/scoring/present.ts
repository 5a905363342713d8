import type { AiProvider } from "#lib/core/ai-provider.ts";
import type { Locale } from "#lib/core/ctx.ts";
import { translator, type Words } from "#lib/i18n/translate.ts";
import { isStale, presentLead } from "#lib/pipeline/leads/present.ts";
import type { LeadRow } from "#lib/pipeline/leads/queries.ts";
import type { Recommendation } from "#lib/pipeline/leads/schema.ts";
import type { AssessmentRow } from "./queries.ts";
import { decisiveFactor } from "./rules.ts";
import type { AnalysisJson, AssessmentJson, Factor, FactorScale, ProviderTrialJson } from "./schema.ts";
import type { Trial } from "./try-provider.ts";

/** The provider that writes its reasons itself. */
const WORDS_ITSELF: AiProvider = "openai";

/** In the reader's language, except for reasons that an LLM wrote. */
export function presentAssessment(assessment: AssessmentRow, locale: Locale): AssessmentJson {
  const { factors, recommendation, factorScale } = assessment;
  return {
    id: assessment.id,
    lead_id: assessment.leadId,
    score: assessment.score,
    recommendation: assessment.recommendation,
    reason:
      assessment.provider === WORDS_ITSELF
        ? assessment.reason
        : reasonIn(locale, factors, recommendation, factorScale),
    factors: assessment.factors,
    factor_scale: assessment.factorScale,
    provider: assessment.provider,
    model: assessment.model,
    latency_ms: assessment.latencyMs,
    prompt_tokens: assessment.promptTokens,
    completion_tokens: assessment.completionTokens,
    cost_usd: assessment.costUsd,
    input: assessment.input,
    verdict: assessment.verdict,
    verdict_reason: assessment.verdictReason,
    verdict_by: assessment.verdictBy,
    verdict_at: assessment.verdictAt?.toISOString() ?? null,
    outcome: assessment.outcome,
    outcome_at: assessment.outcomeAt?.toISOString() ?? null,
    created_at: assessment.createdAt.toISOString(),
  };
}

/** The result of an analysis; `cached` when it is an earlier one. */
export type Analysis = { assessment: AssessmentRow; cached: boolean; lead: LeadRow; staleDays: number };

export function presentAnalysis(
  { assessment, cached, lead, staleDays }: Analysis,
  locale: Locale,
): AnalysisJson {
  const { id, score, recommendation, reason, factors, factor_scale, provider, model, created_at } =
    presentAssessment(assessment, locale);
  return {
    assessment_id: id,
    score,
    recommendation,
    reason,
    factors,
    factor_scale,
    provider,
    model,
    cached,
    stale: isStale(assessment.createdAt, staleDays),
    analyzed_at: created_at,
    lead: { ...presentLead(lead), ai_reason: reason },
  };
}

/** The result of a test call. */
export function presentTrial({ provider, answer }: Trial): ProviderTrialJson {
  return {
    provider: provider.name,
    model: provider.model,
    score: answer.score,
    reason: answer.reason ?? null,
    latency_ms: answer.latencyMs,
    prompt_tokens: answer.usage?.promptTokens ?? null,
    completion_tokens: answer.usage?.completionTokens ?? null,
    cost_usd: answer.usage?.costUsd ?? null,
  };
}

/** The verdict and the factor that decided it, in the caller's language. */
export function reasonIn(
  locale: Locale,
  factors: Factor[],
  recommendation: Recommendation,
  factorScale: FactorScale = "score",
): string {
  const words = translator(locale);
  const verdict = words(`scoring.verdict.${recommendation}`);
  const factor = decisiveFactor(factors, recommendation, factorScale);
  const why =
    factor && (factorScale === "score" ? ruleWords(words, factor, recommendation) : oddsWords(words, factor));
  return why ? `${verdict} ${why}` : verdict;
}

/** The value of a feature as a sentence can hold it: a stage by its name, anything else as it is. */
function wordable(words: Words, feature: string, value: Factor["value"]): string | number {
  if (typeof value === "number") return value;
  const stage = `stages.lead.${value}`;
  return feature === "stage" && words.has(stage) ? words(stage) : String(value);
}

function ruleWords(words: Words, factor: Factor, recommendation: Recommendation): string | undefined {
  const key = `scoring.${recommendation === "transfer_to_sales" ? "for" : "against"}.${factor.feature}`;
  return words.has(key) ? words(key, { value: wordable(words, factor.feature, factor.value) }) : undefined;
}

/** Separates the two features of a cross; in its value "–" means missing. */
const CROSS = " × ";

function oddsWords(words: Words, { feature, value, effect }: Factor): string {
  const values = typeof value === "string" ? value.split(CROSS) : [value];
  const names = feature.split(CROSS).map((name, at) => featureWords(words, name, values[at] ?? null));
  return words(effect > 0 ? "scoring.moreLikely" : "scoring.lessLikely", {
    factor: names.join(CROSS),
    times: Math.exp(Math.abs(effect)).toFixed(1),
  });
}

/** A feature that the catalogue does not know is shown by its own name. */
function featureWords(words: Words, feature: string, value: Factor["value"]): string {
  const key = `score.factors.${feature}`;
  const shown = value === "–" ? "null" : wordable(words, feature, value);
  return words.has(key) ? words(key, { value: shown }) : `${feature}: ${shown}`;
}
