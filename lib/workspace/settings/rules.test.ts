import { expect, test } from "vitest";
import { lossOf, withoutRepetitions } from "./rules.ts";

test("a code and a reason of the workspace are kept, and any other text becomes the comment of `other`", () => {
  const own = ["Поїхали за кордон"];
  expect(lossOf("no_budget", null, own)).toEqual({ lostReason: "no_budget", lostComment: null });
  expect(lossOf("no_budget", "Next year", own)).toEqual({
    lostReason: "no_budget",
    lostComment: "Next year",
  });
  expect(lossOf("поїхали за кордон", null, own)).toEqual({ lostReason: own[0], lostComment: null });
  expect(lossOf("No budget", null, own)).toEqual({ lostReason: "other", lostComment: "No budget" });
  expect(lossOf("Too far", "They moved", own)).toEqual({
    lostReason: "other",
    lostComment: "Too far: They moved",
  });
});

test("a list keeps the first of values that differ only in case", () => {
  expect(withoutRepetitions(["Retail", "fintech", "retail", "Фінтех", "ФІНТЕХ"])).toEqual([
    "Retail",
    "fintech",
    "Фінтех",
  ]);
});
