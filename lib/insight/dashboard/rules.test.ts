import { expect, test } from "vitest";
import { usualDay, type WorkDay } from "./rules.ts";

const day = (fields: Partial<WorkDay>): WorkDay => ({
  day: "2026-11-20",
  taken: 0,
  closed: 0,
  moved: 0,
  closed_by_now: 0,
  moved_by_now: 0,
  reply_seconds: null,
  ...fields,
});

test("a usual day is the mean of worked days up to this hour, with the median of their reply times", () => {
  const worked = [
    day({ closed: 9, closed_by_now: 3, reply_seconds: 60 }),
    day({ closed: 5, closed_by_now: 1, moved: 6, moved_by_now: 6, reply_seconds: 600 }),
    day({ taken: 1, reply_seconds: 120 }),
    day({ moved: 1 }),
  ];
  expect(usualDay([...worked, day({}), day({})])).toEqual({ closed: 1, moved: 1.5, reply_seconds: 120 });
});

test("two days of work make no usual day, and a day without replies has no reply time", () => {
  const two = [day({ closed: 4, closed_by_now: 4 }), day({ closed: 4, closed_by_now: 4 })];
  expect(usualDay([...two, day({})])).toBeNull();
  expect(usualDay([...two, day({ taken: 1 })])?.reply_seconds).toBeNull();
});
