import { expect, test } from "vitest";
import { filtersOf } from "./view-query.ts";

test("a view stores an age as an age and a period as a period", () => {
  const address = new URLSearchParams("source=partner&new=lead&days=7");
  expect(filtersOf(address)).toBe("days=7&source=partner");
  const period = { created_from: "2026-01-10T00:00:00.000Z", created_to: "2026-01-10T23:59:59.999Z" };
  expect(Object.fromEntries(new URLSearchParams(filtersOf(new URLSearchParams(period))))).toEqual(period);
});
