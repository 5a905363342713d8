import { MIN_OUTCOMES, SETTLED_OUTCOMES } from "#lib/scoring/providers/model/thresholds.ts";
import type { LearningJson } from "./schema.ts";

/** Outcomes that are known: one a lead, that of its first score. */
export type KnownOutcomes = { all: number; won: number };

type Least = { all: number; ofEach: number };

const isReached = ({ all, won }: KnownOutcomes, least: Least) =>
  all >= least.all && Math.min(won, all - won) >= least.ofEach;

/** Whether there is enough to begin to learn. */
export const mayLearn = (known: KnownOutcomes) => isReached(known, MIN_OUTCOMES);

/** @param hasChampion without one the rules score, however much is known */
export function learningStage(known: KnownOutcomes, hasChampion: boolean): LearningJson {
  const counts = { outcomes: known.all, won: known.won, lost: known.all - known.won };
  const needs = ({ all, ofEach }: Least) => ({ needed: all, needed_of_each: ofEach });
  if (!mayLearn(known)) return { ...counts, stage: "prior", ...needs(MIN_OUTCOMES) };
  if (!isReached(known, SETTLED_OUTCOMES))
    return { ...counts, stage: hasChampion ? "learning" : "prior", ...needs(SETTLED_OUTCOMES) };
  return { ...counts, stage: hasChampion ? "trained" : "prior", needed: null, needed_of_each: null };
}
