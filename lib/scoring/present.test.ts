import { expect, test } from "vitest";
import { presentAssessment, reasonIn } from "./present.ts";
import type { AssessmentRow } from "./queries.ts";
import type { Factor } from "./schema.ts";

const start: Factor[] = [
  { feature: "prior", value: 0.98, effect: 3.9 },
  { feature: "workspace", value: null, effect: -1.2 },
];

test("a model's reason names the feature with the largest effect on the odds, and never the base", () => {
  const partner = { feature: "source", value: "partner", effect: Math.log(1.8) };
  const silent = { feature: "message_count", value: 0, effect: -Math.log(3) };
  const factors = [...start, partner, silent];
  expect(reasonIn("en", factors, "transfer_to_sales", "log_odds")).toBe(
    "Ready for sales. Strongest factor for: Source: partner, odds × 1.8.",
  );
  expect(reasonIn("en", factors, "lost", "log_odds")).toBe(
    "Unlikely to become a customer. Strongest factor against: 0 messages, odds ÷ 3.0.",
  );
  expect(reasonIn("en", [...start, silent], "transfer_to_sales", "log_odds")).toBe("Ready for sales.");
});

test("two features with a joint effect are both named, in words", () => {
  const crossed = { feature: "source × has_business_domain", value: "scanner × false", effect: -0.7 };
  expect(reasonIn("en", [...start, crossed], "lost", "log_odds")).toContain(
    "Source: scanner × No business domain, odds ÷ 2.0",
  );
  const nameless = { feature: "source × segment", value: "scanner × –", effect: -0.7 };
  expect(reasonIn("en", [...start, nameless], "lost", "log_odds")).toContain("Source: scanner × No segment");
});

test("a reason is in the reader's language, except for text that an LLM wrote", () => {
  const row = {
    provider: "rules",
    reason: "as it was said first",
    recommendation: "transfer_to_sales",
    factors: [{ feature: "message_count", value: 4, effect: 0.15 }],
    factorScale: "score",
    createdAt: new Date(),
  } as unknown as AssessmentRow;
  const told = (["en", "uk", "ru"] as const).map((locale) => presentAssessment(row, locale).reason);
  expect(new Set([...told, row.reason]).size).toBe(4);
  expect(presentAssessment({ ...row, provider: "openai" }, "uk").reason).toBe(row.reason);
});
