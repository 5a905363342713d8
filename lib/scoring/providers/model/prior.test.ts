import { expect, test } from "vitest";
import { ruleScore } from "../../rules.ts";
import { ScoringInput } from "../../schema.ts";
import { basePrior, rulePrior } from "./prior.ts";

const lead = ScoringInput.parse({
  source: "partner",
  stage: "contacted",
  message_count: 1,
  has_business_domain: false,
  business_domain: null,
  days_since_created: 3,
  country: null,
  language: null,
  segment: null,
  hours_to_first_contact: null,
});

test("a lead's prior is the rules' score, but never 0 or 1", () => {
  expect(rulePrior(lead)).toBe(ruleScore(lead).score);
  const best = { ...lead, stage: "qualified", message_count: 9, has_business_domain: true } as const;
  expect(ruleScore(best).score).toBe(1);
  expect(rulePrior(best)).toBe(0.98);
});

test("without rules the base rate is the prior", () => {
  expect(basePrior([{ outcome: true }, { outcome: false }, { outcome: false }, { outcome: false }])).toBe(
    0.25,
  );
  expect(basePrior([{ outcome: false }])).toBe(0.02);
  expect(basePrior([])).toBe(0.5);
});
