import type { WorkingHours } from "#db/schema/operators.ts";
import { MINUTE } from "#lib/core/clock.ts";
import { usableTimeZone } from "#lib/core/time-zone.ts";

/** Long enough against guessing, together with the throttle of sign-in. */
export const MIN_PASSWORD_LENGTH = 10;

export const PRESENCES = ["online", "away", "offline"] as const;

/** Milliseconds without a heartbeat after which an operator who uses presence counts as absent. */
export const PRESENCE_LASTS = 2 * MINUTE;

type Presence = {
  userId: number | null;
  presence: "online" | "away" | "offline";
  presenceAt: Date | null;
};

/** Whether an operator is present. Operators who do not use presence always are. */
export function isPresent({ userId, presence, presenceAt }: Presence, now: Date): boolean {
  if (userId === null || presenceAt === null) return true;
  return presence === "online" && now.getTime() - presenceAt.getTime() < PRESENCE_LASTS;
}

const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(stored: string): Intl.DateTimeFormat {
  const timeZone = usableTimeZone(stored);
  let clock = clocks.get(timeZone);
  if (!clock) {
    clock = new Intl.DateTimeFormat("en-GB", {
      timeZone,
      weekday: "short",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
    clocks.set(timeZone, clock);
  }
  return clock;
}

/** Minutes of a day, and the end of a span that lasts until midnight. */
export const DAY_MINUTES = 24 * 60;

type Span = WorkingHours[number];

/** Whether a span goes over midnight: it ends on the clock before it begins, and so on the next day. */
export const isOverMidnight = ({ from, to }: Pick<Span, "from" | "to">): boolean => to < from;

/** Whether a minute of a day is within a span, which may have begun the day before. */
function covers(span: Span, day: number, minute: number): boolean {
  if (!isOverMidnight(span)) return span.day === day && span.from <= minute && minute < span.to;
  const isDayAfter = (span.day + 1) % WEEKDAYS.length === day;
  return (span.day === day && span.from <= minute) || (isDayAfter && minute < span.to);
}

/**
 * Whether a moment is within an operator's working hours in their time zone; without hours it always is. Hours are
 * evaluated only here, never in SQL.
 */
export function isAtWork(hours: WorkingHours | null, timeZone: string, now: Date): boolean {
  if (hours === null) return true;
  const parts = Object.fromEntries(
    clockOf(timeZone)
      .formatToParts(now)
      .map(({ type, value }) => [type, value]),
  );
  const day = WEEKDAYS.indexOf(parts.weekday ?? "");
  const minute = Number(parts.hour) * 60 + Number(parts.minute);
  return hours.some((span) => covers(span, day, minute));
}
