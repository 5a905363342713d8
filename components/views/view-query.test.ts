import { expect, test } from "vitest";
import { addressOf } from "#lib/views/rules.ts";
import { filtersOf } from "./view-query.ts";

const DAY = 24 * 3600 * 1000;

test("an age is kept as days, and becomes a date again when the view is opened", () => {
  const weekAgo = new Date(Date.now() - 7 * DAY).toISOString();
  const kept = filtersOf(new URLSearchParams({ source: "partner", created_from: weekAgo, new: "lead" }));
  expect(kept).toBe("days=7&source=partner");
  const address = addressOf(kept);
  expect([...address.keys()].sort()).toEqual(["created_from", "source"]);
  expect(Math.abs(Date.parse(address.get("created_from") ?? "") - Date.parse(weekAgo))).toBeLessThan(
    DAY / 24,
  );
  expect(filtersOf(address)).toBe(kept);
});
