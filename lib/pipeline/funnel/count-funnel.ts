import { compareTexts } from "#lib/core/human-order.ts";
import type { CreatedFact } from "#lib/pipeline/counters/rules.ts";
import { FUNNEL_STEPS, share } from "./rules.ts";
import type { FunnelStepJson } from "./schema.ts";

/** The number of leads whose furthest step this is, and whether and why they were lost there. */
export type Standing = { furthest: number; lostReason: string | null; count: number };

const MAX_LOST_REASONS = 4;

/** Buckets of a doubling of the time. Their borders are at 1, √2, 2, … minutes. */
const BUCKETS_PER_OCTAVE = 2;
const MINUTES_PER_HOUR = 60;

/**
 * The funnel. A lead that reached a step has reached every step before it, so no step exceeds the one before.
 * @param medianHours for each step, hours since the one before
 */
export function funnelOf(standings: Standing[], medianHours: (number | null)[]): FunnelStepJson[] {
  const reached = FUNNEL_STEPS.map((_, step) =>
    standings.reduce((sum, { furthest, count }) => sum + (furthest >= step ? count : 0), 0),
  );
  return FUNNEL_STEPS.map((stage, step) => {
    const lost = standings.filter(({ furthest, lostReason }) => furthest === step && lostReason !== null);
    return {
      stage,
      reached: reached[step] ?? 0,
      of_previous: step === 0 ? null : share(reached[step] ?? 0, reached[step - 1]),
      of_first: share(reached[step] ?? 0, reached[0]),
      median_hours: medianHours[step] ?? null,
      lost: lost.reduce((sum, { count }) => sum + count, 0),
      top_lost_reasons: lost
        .map(({ lostReason, count }) => ({ reason: lostReason ?? "", count }))
        .sort((one, other) => other.count - one.count || compareTexts(one.reason, other.reason))
        .slice(0, MAX_LOST_REASONS),
    };
  });
}

/**
 * The median of durations that are only known by their bucket, assuming that those in a bucket are evenly spread. At
 * most a factor of √2 off, and a few percent when a bucket holds many leads.
 * @returns hours, or null for no span
 */
export function medianHours(buckets: { bucket: number; count: number }[]): number | null {
  const total = buckets.reduce((sum, { count }) => sum + count, 0);
  let before = 0;
  for (const { bucket, count } of buckets.toSorted((one, other) => one.bucket - other.bucket)) {
    if (count > 0 && before + count >= total / 2) {
      const begin = bucket === 0 ? 0 : 2 ** ((bucket - 1) / BUCKETS_PER_OCTAVE);
      const end = 2 ** (bucket / BUCKETS_PER_OCTAVE);
      return (begin + ((end - begin) * (total / 2 - before)) / count) / MINUTES_PER_HOUR;
    }
    before += count;
  }
  return null;
}

/** The funnel from the facts of the counters. */
export function funnelOfFacts(facts: CreatedFact[]): FunnelStepJson[] {
  const standings = facts
    .filter(({ bucket }) => bucket < 0)
    .map(({ step, isLost, reason, count }) => ({
      furthest: step,
      lostReason: isLost ? reason : null,
      count,
    }));
  const medians = FUNNEL_STEPS.map((_, step) =>
    medianHours(facts.filter((fact) => fact.step === step && fact.bucket >= 0)),
  );
  return funnelOf(standings, medians);
}
