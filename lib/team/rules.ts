import type { WorkingHours } from "#db/schema/operators.ts";
import { MINUTE } from "#lib/core/clock.ts";

/** Long enough that guessing is hopeless with the throttle in front of it. */
export const MIN_PASSWORD_LENGTH = 10;

export const PRESENCES = ["online", "away", "offline"] as const;

/** Milliseconds without a sign of life after which somebody who uses presence is gone. */
export const PRESENCE_LASTS = 2 * MINUTE;

type Presence = {
  userId: number | null;
  presence: "online" | "away" | "offline";
  presenceAt: Date | null;
};

/** Whether an operator is there: asked only of people who use presence, others always are. */
export function isPresent({ userId, presence, presenceAt }: Presence, now: Date): boolean {
  if (userId === null || presenceAt === null) return true;
  return presence === "online" && now.getTime() - presenceAt.getTime() < PRESENCE_LASTS;
}

const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
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

/** Whether a moment lies in somebody's hours; without hours it always does. */
export function isAtWork(hours: WorkingHours | null, timeZone: string, now: Date): boolean {
  if (hours === null) return true;
  const parts = Object.fromEntries(
    clockOf(timeZone)
      .formatToParts(now)
      .map(({ type, value }) => [type, value]),
  );
  const day = WEEKDAYS.indexOf(parts.weekday ?? "");
  const minute = Number(parts.hour) * 60 + Number(parts.minute);
  return hours.some((span) => span.day === day && span.from <= minute && minute < span.to);
}
