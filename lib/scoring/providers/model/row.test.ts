import { expect, test } from "vitest";
import { ScoringInput } from "../../schema.ts";
import { fitModel } from "./fit.ts";
import { exampleOf, fitOptionsOf, rowOf } from "./row.ts";

const leadIn = (business_domain: string | null): ScoringInput =>
  ScoringInput.parse({
    source: "scanner",
    stage: "new",
    message_count: 2,
    has_business_domain: business_domain !== null,
    business_domain,
    days_since_created: 0,
    country: null,
    language: null,
    segment: null,
    hours_to_first_contact: null,
  });

// Red before 2026-12: the business domain was not a feature of the model.
test("the business domain is a categorical feature, and web addresses of old leads count as other", () => {
  const examples = Array.from({ length: 400 }, (_, at) =>
    exampleOf(
      leadIn([at % 8 ? "Fintech" : "fintech", "Retail", `client-${at}.example`, null][at % 4] ?? null),
      at % 4 === 0 ? at % 40 !== 0 : at % 5 === 0,
    ),
  );
  const { encoder } = fitModel(examples, fitOptionsOf(examples));
  expect(encoder.features.find(({ name }) => name === "business_domain")).toEqual({
    kind: "category",
    name: "business_domain",
    levels: ["fintech", "retail"],
  });
  expect(rowOf(leadIn("Фінтех")).business_domain).toBe("фінтех");
});
