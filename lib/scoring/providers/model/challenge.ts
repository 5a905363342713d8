import { type Comparison, compareModels, splitNewest } from "./compare.ts";
import { type FitOptions, fitModel } from "./fit.ts";
import type { Candidate, Example } from "./schema.ts";
import { MIN_OUTCOMES } from "./thresholds.ts";

/** As the contender learns from four fifths of the outcomes, it may begin with four fifths of what is asked. */
const MIN_OLDER_OUTCOMES = { all: 0.8 * MIN_OUTCOMES.all, ofEach: 0.8 * MIN_OUTCOMES.ofEach };

/**
 * Trains a challenger and judges it against the champion on the newest fifth of the outcomes. What is
 * judged are the contenders, which have not learnt from that fifth: a champion of last night, had it learnt
 * from all, would know most of the answers and could never be beaten.
 * @param examples oldest first
 * @param champion `null`: the prior alone
 */
export function challenge(
  champion: Candidate | null,
  examples: Example[],
  options: FitOptions = {},
): { candidate: Candidate; comparison: Comparison } {
  const { older, newest } = splitNewest(examples);
  const contender = fitModel(older, { ...options, least: MIN_OLDER_OUTCOMES });
  const comparison = compareModels(champion?.contender ?? null, contender, newest);
  return { candidate: { serving: fitModel(examples, options), contender }, comparison };
}
