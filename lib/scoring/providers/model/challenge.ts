import { type Comparison, compareModels, splitNewest } from "./compare.ts";
import { type FitOptions, fitModel } from "./fit.ts";
import type { Candidate, Example } from "./schema.ts";
import { MIN_OUTCOMES } from "./thresholds.ts";

/** The contender learns from four fifths of the outcomes, so it needs only four fifths of the minimum. */
const MIN_OLDER_OUTCOMES = { all: 0.8 * MIN_OUTCOMES.all, ofEach: 0.8 * MIN_OUTCOMES.ofEach };

/**
 * Trains a challenger and compares it with the champion on the newest fifth of the outcomes. It compares the
 * contenders, which did not learn from that fifth: yesterday's champion, had it learned from all outcomes, would know
 * most of the answers and could never be beaten.
 * @param examples oldest first
 * @param champion `null`: the prior alone
 */
export function challenge(
  champion: Candidate | null,
  examples: Example[],
  options: FitOptions = {},
): { candidate: Candidate; comparison: Comparison } {
  const { older, newest } = splitNewest(examples);
  const contender = fitModel(older, { ...options, minimum: MIN_OLDER_OUTCOMES });
  const comparison = compareModels(champion?.contender ?? null, contender, newest);
  return { candidate: { serving: fitModel(examples, options), contender }, comparison };
}
