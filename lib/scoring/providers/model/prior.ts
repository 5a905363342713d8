import { ruleScore } from "../../rules.ts";
import type { ScoringInput } from "../../schema.ts";
import type { Example } from "./schema.ts";

/** Nothing is certain before anything was learnt, and the log-odds of certainty are endless. */
const MIN_PRIOR = 0.02;
const MAX_PRIOR = 0.98;

const clamped = (probability: number) => Math.min(MAX_PRIOR, Math.max(MIN_PRIOR, probability));

/** The probability that the rules give a lead before its workspace's outcomes are looked at. */
export const rulePrior = (input: ScoringInput): number => clamped(ruleScore(input).score);

/** One prior for all, where no rules exist: the share of positive outcomes, one half without any. */
export function basePrior(outcomes: Pick<Example, "outcome">[]): number {
  const positives = outcomes.filter(({ outcome }) => outcome).length;
  return outcomes.length === 0 ? 0.5 : clamped(positives / outcomes.length);
}
