import { expect, test } from "vitest";
import { ChosenDays } from "./schema.ts";

test.each([
  ["2026-01-03", "2026-01-10", true],
  ["2026-01-10", "2026-01-10", true],
  ["2026-01-10", "2026-01-03", false],
  ["0000-01-01", "0000-01-02", false],
  ["0001-01-01", "9999-12-31", false],
])("days that can be chosen: %s to %s", (from, to, isPossible) => {
  expect(ChosenDays.safeParse({ from, to }).success).toBe(isPossible);
});
