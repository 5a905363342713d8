import { ruleScore } from "../../rules.ts";
import type { ScoringInput } from "../../schema.ts";
import type { Example } from "./schema.ts";

/** Priors are kept off 0 and 1, because their log-odds would be infinite. */
const MIN_PRIOR = 0.02;
const MAX_PRIOR = 0.98;

const clamped = (probability: number) => Math.min(MAX_PRIOR, Math.max(MIN_PRIOR, probability));

/** The probability that the rules give a lead, without the workspace's outcomes. */
export const rulePrior = (input: ScoringInput): number => clamped(ruleScore(input).score);

/** One prior for all when there are no rules: the share of positive outcomes, or one half without outcomes. */
export function basePrior(outcomes: Pick<Example, "outcome">[]): number {
  const positives = outcomes.filter(({ outcome }) => outcome).length;
  return outcomes.length === 0 ? 0.5 : clamped(positives / outcomes.length);
}
