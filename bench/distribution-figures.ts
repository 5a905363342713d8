import type { Outcome } from "#lib/conversations/distribution/replay-arrivals.ts";
import type { Strategy } from "#lib/workspace/sources/schema.ts";

/** The limits from the definition of the distribution. */
const MAX_SHARE_ERROR = 0.02;
const MAX_SPREAD = 0.11;
const WAIT_OVER_BEST = 1.05;

export type Figures = {
  strategy: Strategy;
  /** The mean and the worst seed, in percentage points of all appeals. */
  shareError: number;
  worstShareError: number;
  spread: number;
  streak: number;
  /** Minutes. */
  waitP95: number;
  lost: number;
  reassigned: number;
  deficit: number;
};

/** The largest difference between an operator's actual and promised share, in percentage points. */
const shareErrorOf = ({ operators, created }: Outcome) =>
  (100 * Math.max(...operators.map(({ handled, entitlement }) => Math.abs(handled - entitlement)))) / created;

function spreadOf({ operators }: Outcome): number {
  const utilisations = operators.map(({ utilisation }) => utilisation);
  return Math.max(...utilisations) - Math.min(...utilisations);
}

export function figuresOf(strategy: Strategy, outcomes: Outcome[]): Figures {
  const each = (figure: (outcome: Outcome) => number) => outcomes.map(figure);
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    strategy,
    shareError: mean(each(shareErrorOf)),
    worstShareError: Math.max(...each(shareErrorOf)),
    spread: mean(each(spreadOf)),
    streak: Math.max(...each(({ longestStreak }) => longestStreak)),
    waitP95: mean(each(({ waits }) => waits.p95)),
    lost: Math.max(...each(({ lost }) => Math.abs(lost))),
    reassigned: Math.max(...each(({ reassigned }) => reassigned)),
    deficit: Math.max(...each(({ largestDeficit }) => largestDeficit)),
  };
}

export const rowOf = (figures: Figures) => ({
  "share error": figures.shareError.toFixed(4),
  "worst seed": figures.worstShareError.toFixed(4),
  "utilisation spread": figures.spread.toFixed(3),
  "longest streak": figures.streak,
  "wait p95, min": figures.waitP95.toFixed(2),
  lost: figures.lost,
  reassigned: figures.reassigned,
  "largest |d|": figures.deficit.toFixed(2),
});

/** The limits that a scenario violates, as text. */
export function problemsOf(all: Figures[]): string[] {
  const bestWait = Math.min(...all.map(({ waitP95 }) => waitP95));
  return all.flatMap(({ strategy, worstShareError, spread, waitP95, lost }) => {
    const problems: string[] = [];
    if (lost !== 0) problems.push(`${strategy} lost ${lost}`);
    if (strategy === "weighted_fair" && worstShareError > MAX_SHARE_ERROR)
      problems.push(`share error of weighted_fair ${worstShareError} is over ${MAX_SHARE_ERROR}`);
    if (strategy === "weighted_fair" && waitP95 > WAIT_OVER_BEST * bestWait)
      problems.push(`wait p95 of weighted_fair ${waitP95} is more than 5 % over the best, ${bestWait}`);
    if (strategy === "balanced" && spread > MAX_SPREAD)
      problems.push(`utilisation spread of balanced ${spread} is over ${MAX_SPREAD}`);
    return problems;
  });
}
