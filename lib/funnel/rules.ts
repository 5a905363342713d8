import { FUNNEL_STEPS, type FunnelStepJson } from "./schema.ts";

/** How many leads came no further than a step, and whether and why they were lost there. */
export type Standing = { furthest: number; lostReason: string | null; count: number };

const REASONS_SHOWN = 4;

const share = (part: number, whole: number | undefined) => (whole ? part / whole : null);

/**
 * The funnel: a lead that came to a step has reached every step before it, so no step exceeds the one
 * before.
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
        .sort((one, other) => other.count - one.count || one.reason.localeCompare(other.reason))
        .slice(0, REASONS_SHOWN),
    };
  });
}
