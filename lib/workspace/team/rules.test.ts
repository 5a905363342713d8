import fc from "fast-check";
import { expect, test } from "vitest";
import type { WorkingHours } from "#db/schema/operators.ts";
import { DAY, MINUTE } from "#lib/core/clock.ts";
import { DAY_MINUTES, isAtWork } from "./rules.ts";

const SUNDAY = Date.UTC(2026, 10, 1);
const WEEK_MINUTES = 7 * DAY_MINUTES;

/** The same rule computed differently: all minutes of a week that the spans cover. */
function coveredMinutes(hours: WorkingHours): Set<number> {
  const covered = new Set<number>();
  for (const { day, from, to } of hours) {
    const length = to > from ? to - from : to + DAY_MINUTES - from;
    for (let minute = 0; minute < length; minute += 1)
      covered.add((day * DAY_MINUTES + from + minute) % WEEK_MINUTES);
  }
  return covered;
}

const span = fc
  .record({
    day: fc.integer({ min: 0, max: 6 }),
    from: fc.integer({ min: 0, max: DAY_MINUTES - 1 }),
    to: fc.integer({ min: 0, max: DAY_MINUTES }),
  })
  .filter(({ from, to }) => from !== to);

// Red before 2026-11-30: an operator was never available in a span over midnight.
test("several spans a day and spans over midnight cover the minutes between their ends in every week", () => {
  fc.assert(
    fc.property(
      fc.array(span, { maxLength: 6 }),
      fc.integer({ min: 0, max: WEEK_MINUTES - 1 }),
      (hours, minute) => {
        const at = new Date(SUNDAY + minute * MINUTE);
        expect(isAtWork(hours, "UTC", at)).toBe(coveredMinutes(hours).has(minute));
      },
    ),
    { numRuns: 2_000 },
  );
});

test("a night shift follows the operator's local time, also when the clocks go back", () => {
  const nights: WorkingHours = [{ day: 6, from: 22 * 60, to: 6 * 60 }];
  const at = (utc: string) => isAtWork(nights, "Europe/Kyiv", new Date(utc));
  // Saturday to Sunday; at 04:00 of 25 October 2026 Kyiv goes from UTC+3 to UTC+2.
  expect(at("2026-10-24T18:59:00Z")).toBe(false);
  expect(at("2026-10-24T19:00:00Z")).toBe(true);
  expect(at("2026-10-25T03:59:00Z")).toBe(true);
  expect(at("2026-10-25T04:00:00Z")).toBe(false);
  // An ordinary week.
  expect(at("2026-11-07T20:00:00Z")).toBe(true);
  expect(at("2026-11-08T03:59:00Z")).toBe(true);
  expect(at("2026-11-08T04:00:00Z")).toBe(false);
  expect(at("2026-11-08T20:00:00Z")).toBe(false);
  expect(isAtWork(nights, "America/New_York", new Date(Date.UTC(2026, 10, 8) + 4 * 60 * MINUTE))).toBe(true);
  expect(isAtWork(null, "UTC", new Date(SUNDAY + DAY))).toBe(true);
});
