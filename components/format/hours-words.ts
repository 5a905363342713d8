import { DAY_MINUTES } from "#lib/workspace/team/rules.ts";
import type { OperatorJson } from "#lib/workspace/team/schema.ts";

export type Hours = NonNullable<OperatorJson["working_hours"]>;
type Span = Pick<Hours[number], "from" | "to">;

/** Monday first; 0 is Sunday. */
export const DAYS = [1, 2, 3, 4, 5, 6, 0] as const;
/** A Sunday, from which the names of weekdays are formatted. */
const SUNDAY = Date.UTC(2026, 10, 1);
const DAY = 86_400_000;

/** The short name of a weekday; 0 is Sunday. */
export const dayName = (day: number, locale: string): string =>
  new Intl.DateTimeFormat(locale, { weekday: "short", timeZone: "UTC" }).format(SUNDAY + day * DAY);

/** Minutes after midnight as `09:30`. */
export const clockTime = (minutes: number): string =>
  `${String(Math.floor(minutes / 60) % 24).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

/** A span of hours: `22:00–06:00`. Midnight is `24:00` as an end and `00:00` as a beginning. */
export const spanWords = ({ from, to }: Span): string =>
  `${clockTime(from)}–${to === DAY_MINUTES ? "24:00" : clockTime(to)}`;

/**
 * Formats weekly hours: `Mon–Fri 09:00–13:00, 14:00–18:00; Sat 22:00–06:00`. Consecutive days with the same hours are
 * grouped.
 * @returns an empty text for hours without a span
 */
export function hoursWords(hours: Hours, locale: string): string {
  const runs: { days: number[]; span: string }[] = [];
  for (const [place, day] of DAYS.entries()) {
    const ofDay = hours.filter((one) => one.day === day).toSorted((one, other) => one.from - other.from);
    if (ofDay.length === 0) continue;
    const span = ofDay.map(spanWords).join(", ");
    const last = runs.at(-1);
    if (last?.span === span && last.days.at(-1) === DAYS[place - 1]) last.days.push(day);
    else runs.push({ days: [day], span });
  }
  return runs
    .map(({ days, span }) => {
      const ends = [...new Set([days.at(0) ?? 0, days.at(-1) ?? 0])];
      return `${ends.map((day) => dayName(day, locale)).join("–")} ${span}`;
    })
    .join("; ");
}
