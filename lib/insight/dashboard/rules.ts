/** The first steps of a new workspace. */
export const FIRST_STEPS = ["source", "operator", "appeal"] as const;

/** The cookie that is `hidden` when a person has dismissed the steps. */
export const FIRST_STEPS_COOKIE = "first-steps";

/** The interval of a point of a trend: a day, a week from Monday, or a month. */
export const TREND_INTERVALS = ["day", "week", "month"] as const;
export type TrendInterval = (typeof TREND_INTERVALS)[number];

/** The maximum days of a chart with a point for each day, and for each week. */
const MAX_CHART_DAYS = 92;
const MAX_CHART_DAYS_BY_WEEK = 731;

/** The interval that keeps a chart of this many days readable. */
export function chartInterval(days: number): TrendInterval {
  if (days <= MAX_CHART_DAYS) return "day";
  return days <= MAX_CHART_DAYS_BY_WEEK ? "week" : "month";
}

/** Days before today that the usual day is computed from. */
export const HISTORY_DAYS = 28;

/** Days with work that are needed for a usual day. */
const MIN_WORKED_DAYS = 3;

/** What an operator did on a day of the workspace's calendar. `…_by_now`: until the present time of day. */
export type WorkDay = {
  day: string;
  taken: number;
  closed: number;
  moved: number;
  closed_by_now: number;
  moved_by_now: number;
  /** From the creation of an appeal to its first reply, the median of the day. */
  reply_seconds: number | null;
};

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function median(values: number[]): number | null {
  const sorted = values.toSorted((one, other) => one - other);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

/**
 * A usual day up to this hour, so that a day that has just begun is not compared with whole days. Days without work
 * are left out; null while there are too few others.
 * @param before the days before today
 */
export function usualDay(before: WorkDay[]) {
  const worked = before.filter(({ taken, closed, moved }) => taken + closed + moved > 0);
  if (worked.length < MIN_WORKED_DAYS) return null;
  return {
    closed: mean(worked.map((day) => day.closed_by_now)),
    moved: mean(worked.map((day) => day.moved_by_now)),
    reply_seconds: median(worked.flatMap(({ reply_seconds }) => reply_seconds ?? [])),
  };
}
