import { expect, test } from "vitest";
import { centred } from "./centre.ts";
import { columnCounts } from "./drift.ts";
import { explainer } from "./explain.ts";
import { fitModel } from "./fit.ts";
import { predictor } from "./predict.ts";
import type { Example } from "./schema.ts";

// A prior that is too high for all leads, and partners that pay more often.
const examples = Array.from({ length: 400 }, (_, at): Example => {
  const isPartner = at % 4 < 1;
  const row = { source: isPartner ? "partner" : "web", hour: at % 24, isLate: at % 3 === 0 };
  return { row, outcome: (at * 7) % 10 < (isPartner ? 5 : 1), prior: 0.6 };
});
const rows = examples.map(({ row }) => row);
const model = fitModel(examples, { crossable: [["source", "isLate"]] });
const same = centred(model, columnCounts(model.encoder, rows));

test("a centred model gives the same probabilities, also for unseen values", () => {
  const [before, after] = [predictor(model), predictor(same)];
  for (const row of [...rows, { source: "new", hour: null, isLate: true }, {}])
    expect(after(row, 0.6)).toBeCloseTo(before(row, 0.6), 12);
});

test("each feature's effects average zero over the training leads, so a common shift belongs to no feature", () => {
  const explain = explainer(same);
  const sums = new Map<string, number>();
  for (const row of rows)
    for (const { feature, effect } of explain(row, 0.6).factors)
      sums.set(feature, (sums.get(feature) ?? 0) + effect);
  for (const sum of sums.values()) expect(sum).toBeCloseTo(0, 9);
  expect(same.intercept).toBeLessThan(model.intercept);
});
