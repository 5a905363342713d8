import { expect, test } from "vitest";
import { inRender } from "#testing/forms.tsx";
import { usePointWords } from "./use-point-words.ts";

test("a week has the same text in Node as in a browser, also over the end of a month", () => {
  const wordsOf = inRender(() => usePointWords("week"));
  expect(wordsOf({ day: "2026-11-30", last_day: "2026-12-06" }).name).toBe("30 Nov – 6 Dec 2026");
  expect(wordsOf({ day: "2026-12-07", last_day: "2026-12-13" }).name).toBe("7 – 13 Dec 2026");
});
