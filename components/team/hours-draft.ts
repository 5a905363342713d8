import type { Hours } from "#components/format/hours-words.ts";
import { DAY_MINUTES, isOverMidnight } from "#lib/workspace/team/rules.ts";

export type Span = Hours[number];

const HOUR = 60;
const MORNING = 9 * HOUR;
const EVENING = 18 * HOUR;

/** The initial hours of a schedule. */
export const OFFICE: Hours = [1, 2, 3, 4, 5].map((day) => ({ day, from: MORNING, to: EVENING }));

/** The spans of a day in the order of the draft, so that no span moves while its time is typed. */
export const spansOf = (hours: Hours, day: number): Span[] => hours.filter((span) => span.day === day);

/** The hours with the spans of one day replaced. */
export const withDay = (hours: Hours, day: number, spans: Span[]): Hours => [
  ...hours.filter((span) => span.day !== day),
  ...spans,
];

/** The hours with one more span on a day: one hour after the last one, if the day has room. */
export function withNextSpan(hours: Hours, day: number): Hours {
  const spans = spansOf(hours, day);
  const end = Math.max(0, ...spans.map((span) => (isOverMidnight(span) ? DAY_MINUTES : span.to)));
  const from = end + HOUR;
  const hasRoom = spans.length > 0 && from < DAY_MINUTES;
  const next = hasRoom
    ? { day, from, to: Math.min(from + 4 * HOUR, DAY_MINUTES) }
    : { day, from: MORNING, to: EVENING };
  return withDay(hours, day, [...spans, next]);
}

/** The hours with the spans of one day copied to other days, replacing theirs. */
export function withCopies(hours: Hours, day: number, others: readonly number[]): Hours {
  const spans = spansOf(hours, day);
  return others
    .filter((other) => other !== day)
    .reduce(
      (copied, other) =>
        withDay(
          copied,
          other,
          spans.map((span) => ({ ...span, day: other })),
        ),
      hours,
    );
}

/**
 * The minutes of a time input. Midnight as an end is the end of the day.
 * @returns undefined while the time is incomplete
 */
export function minutesOf(text: string, end: "from" | "to"): number | undefined {
  if (!/^\d\d:\d\d/.test(text)) return undefined;
  const [hours = 0, minutes = 0] = text.split(":").map(Number);
  const all = hours * HOUR + minutes;
  return end === "to" && all === 0 ? DAY_MINUTES : all;
}
