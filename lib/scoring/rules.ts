import type { Recommendation } from "#lib/pipeline/leads/schema.ts";
import type { Factor, FactorScale, ScoringInput } from "./schema.ts";

/** Below this a lead is not worth more work; from the workspace's transfer score on it is ready. */
export const MIN_NURTURING_SCORE = 0.3;

const BASE_OF_SOURCE: Record<string, number> = { partner: 0.7, scanner: 0.5, manual: 0.4 };
const BASE_OF_OTHERS = 0.3;
const EFFECT_OF_STAGE: Record<string, number> = { contacted: 0.05, qualified: 0.15 };
const EFFECT_OF_DOMAIN = 0.1;
/** The maximum score without a business domain, because the customer's business is unknown then. */
const MAX_SCORE_WITHOUT_DOMAIN = 0.55;
/** Tolerance for rounding errors of sums. */
const TOLERANCE = 1e-9;

function messagesEffect(count: number): number {
  if (count === 0) return -0.2;
  if (count <= 2) return 0.05;
  return count <= 6 ? 0.15 : 0.25;
}

/**
 * The transparent score: a base by source, plus effects of messages, stage and domain. When a limit caps the sum, the
 * difference is a factor of its own (`cap`, `limit`), so the effects always sum to the score.
 * @returns a score from 0 to 1 with its factors, equal to their sum within 1e-9
 */
export function ruleScore(input: ScoringInput): { score: number; factors: Factor[] } {
  const factors: Factor[] = [
    { feature: "source", value: input.source, effect: BASE_OF_SOURCE[input.source] ?? BASE_OF_OTHERS },
    { feature: "message_count", value: input.message_count, effect: messagesEffect(input.message_count) },
  ];
  const add = (feature: string, value: Factor["value"], effect: number) => {
    if (Math.abs(effect) > TOLERANCE) factors.push({ feature, value, effect });
  };
  add("stage", input.stage, EFFECT_OF_STAGE[input.stage] ?? 0);
  if (input.has_business_domain) add("business_domain", input.business_domain, EFFECT_OF_DOMAIN);
  else add("cap", MAX_SCORE_WITHOUT_DOMAIN, Math.min(0, MAX_SCORE_WITHOUT_DOMAIN - sumOf(factors)));
  const sum = sumOf(factors);
  add("limit", null, Math.min(1, Math.max(0, sum)) - sum);
  // Rounded, so that a sum of 0.6 reaches a threshold of 0.6.
  return { score: Math.round(sumOf(factors) / TOLERANCE) * TOLERANCE, factors };
}

const sumOf = (factors: Factor[]) => factors.reduce((sum, { effect }) => sum + effect, 0);

/** @param minTransferScore the workspace's minimum score for transfer */
export function recommendationOf(score: number, minTransferScore: number): Recommendation {
  if (score >= minTransferScore) return "transfer_to_sales";
  return score >= MIN_NURTURING_SCORE ? "continue_nurturing" : "lost";
}

/**
 * The score by the rules once the lead has a business domain, for the hint beside a capped score.
 * @param factors of a score by the rules of a lead without one
 */
export function scoreWithDomain(factors: Factor[]): number {
  const uncut = factors.filter(({ feature }) => feature !== "cap" && feature !== "limit");
  return Math.min(1, Math.max(0, sumOf(uncut) + EFFECT_OF_DOMAIN));
}

/** The factors that a model starts from, before any feature. */
const STARTS = new Set(["prior", "workspace"]);

/** The factor that a reason names: the most positive one for a ready lead, otherwise the most negative one. */
export function decisiveFactor(
  factors: Factor[],
  recommendation: Recommendation,
  factorScale: FactorScale,
): Factor | undefined {
  const isReady = recommendation === "transfer_to_sales";
  const byEffect = (one: Factor, other: Factor) => other.effect - one.effect;
  if (factorScale === "log_odds") {
    const learnt = factors.filter(({ feature }) => !STARTS.has(feature)).sort(byEffect);
    const decisive = learnt.at(isReady ? 0 : -1);
    return decisive && decisive.effect > 0 === isReady ? decisive : undefined;
  }
  const [first, ...others] = factors.filter(({ feature }) => feature !== "limit");
  // Every lead has a source, so any other factor says more.
  const ranked = others.sort(byEffect);
  const [best, worst] = [ranked.at(0), ranked.at(-1)];
  if (isReady) return best ?? first;
  return worst && worst.effect < 0 ? worst : first;
}
