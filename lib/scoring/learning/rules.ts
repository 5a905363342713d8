import { MIN_OUTCOMES, SETTLED_OUTCOMES } from "#lib/scoring/providers/model/thresholds.ts";
import type { LearningJson } from "./schema.ts";

/** Known outcomes: one for each lead, that of its first score. */
export type KnownOutcomes = { all: number; won: number };

type Minimum = { all: number; ofEach: number };

const isReached = ({ all, won }: KnownOutcomes, minimum: Minimum) =>
  all >= minimum.all && Math.min(won, all - won) >= minimum.ofEach;

/** Whether there are enough outcomes to train a model. */
export const canTrain = (known: KnownOutcomes) => isReached(known, MIN_OUTCOMES);

/** @param hasChampion without one the rules score, however many outcomes are known */
export function learningStage(known: KnownOutcomes, hasChampion: boolean): LearningJson {
  const counts = { outcomes: known.all, won: known.won, lost: known.all - known.won };
  const needs = ({ all, ofEach }: Minimum) => ({ needed: all, needed_of_each: ofEach });
  if (!canTrain(known)) return { ...counts, stage: "prior", ...needs(MIN_OUTCOMES) };
  if (!isReached(known, SETTLED_OUTCOMES))
    return { ...counts, stage: hasChampion ? "learning" : "prior", ...needs(SETTLED_OUTCOMES) };
  return { ...counts, stage: hasChampion ? "trained" : "prior", needed: null, needed_of_each: null };
}
