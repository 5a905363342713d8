/** The first steps of a new workspace, and which of them somebody has made. */
export const FIRST_STEPS = ["source", "operator", "appeal"] as const;

/** Keeps in the browser, as `hidden`, that a person has seen enough of the steps. */
export const FIRST_STEPS_COOKIE = "first-steps";

/** What a point of a trend counts: a day, a week from Monday on, or a month. */
export const TREND_INTERVALS = ["day", "week", "month"] as const;
export type TrendInterval = (typeof TREND_INTERVALS)[number];

/** Days that a chart shows one by one, and those that it shows by weeks. */
const MAX_CHART_DAYS = 92;
const MAX_CHART_DAYS_BY_WEEK = 731;

/** The interval by which a chart of so many days can be read. */
export function chartInterval(days: number): TrendInterval {
  if (days <= MAX_CHART_DAYS) return "day";
  return days <= MAX_CHART_DAYS_BY_WEEK ? "week" : "month";
}

/** Days before today that say what is usual. */
export const HISTORY_DAYS = 28;

/** Days with work in them before there is a usual one. */
const MIN_WORKED_DAYS = 3;

/** What somebody did on a day of the workspace's calendar. `…_by_now`: until the hour that it is today. */
export type WorkDay = {
  day: string;
  taken: number;
  closed: number;
  moved: number;
  closed_by_now: number;
  moved_by_now: number;
  /** From when an appeal came to its first reply, the median of the day. */
  reply_seconds: number | null;
};

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function median(values: number[]): number | null {
  const sorted = values.toSorted((one, other) => one - other);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

/**
 * A usual day up to this hour: a day that has just begun is not compared with whole ones. Days without work count
 * nothing; null as long as there are too few others.
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
