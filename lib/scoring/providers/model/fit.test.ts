import fc from "fast-check";
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { mersenne } from "pure-rand/generator/mersenne";
import { expect, test } from "vitest";
import { logLossOf } from "./calibrate.ts";
import { explainer } from "./explain.ts";
import { fitModel } from "./fit.ts";
import { predictor } from "./predict.ts";
import { logistic, logitOf } from "./ridge.ts";
import { type Example, type Row, TrainedModel } from "./schema.ts";

const SOURCES = ["partner", "scanner", "manual"];

/** Leads with the true log-odds of the prior plus feature effects; `alike` omits the effects. */
function examplesOf(
  seed: number,
  count: number,
  { alike = false, crossed = false, prior = 0.4 } = {},
): Example[] {
  const generator = mersenne(seed);
  const random = () => uniformFloat64(generator);
  return Array.from({ length: count }, () => {
    const source = SOURCES[Math.floor(random() * SOURCES.length)] ?? "";
    const row = { source, messages: random() < 0.2 ? null : Math.floor(random() * 12), warm: random() < 0.5 };
    const plain = (source === "partner" ? 1.2 : -0.6) + ((row.messages ?? 6) - 6) / 4;
    const both = crossed && (source === "partner") === row.warm ? 2 : -1;
    const logit = logitOf(prior) + (alike ? 0 : crossed ? both : plain);
    return { row, outcome: random() < logistic(logit), prior };
  });
}

const lossOf = (model: TrainedModel, examples: Example[]) => {
  const predict = predictor(model);
  return logLossOf(examples.map(({ row, prior, outcome }) => ({ score: predict(row, prior), outcome })));
};
const priorLossOf = (examples: Example[]) =>
  logLossOf(examples.map(({ prior, outcome }) => ({ score: prior, outcome })));
const meanOf = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

const anyRow: fc.Arbitrary<Row> = fc.dictionary(
  fc.constantFrom("source", "messages", "warm"),
  fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant(null)),
);

test("without outcomes the score equals the prior, to the last bit", () => {
  const untaught = [
    fitModel([]),
    fitModel(examplesOf(1, 29)),
    fitModel(examplesOf(1, 500).filter(({ outcome }) => outcome)),
  ];
  for (const predict of untaught.map(predictor)) {
    fc.assert(
      fc.property(
        anyRow,
        fc.double({ min: 0.02, max: 0.98, noNaN: true }),
        (row, prior) => predict(row, prior) === prior,
      ),
    );
  }
});

test("training makes unseen outcomes likelier", () => {
  const model = fitModel(examplesOf(1, 2000));
  const unseen = examplesOf(2, 2000);
  expect(lossOf(model, unseen)).toBeLessThan(priorLossOf(unseen) - 0.05);
});

test("base and effects add up to the log-odds of every score", () => {
  const model = fitModel(examplesOf(3, 1500, { crossed: true }));
  const [predict, explain] = [predictor(model), explainer(model)];
  expect(model.encoder.crosses.map(({ of }) => of)).toContainEqual(["source", "warm"]);
  fc.assert(
    fc.property(anyRow, fc.double({ min: 0.02, max: 0.98, noNaN: true }), (row, prior) => {
      const { base, factors } = explain(row, prior);
      const sum = factors.reduce((total, { effect }) => total + effect, base);
      expect(Math.abs(sum - logitOf(predict(row, prior)))).toBeLessThan(1e-9);
    }),
  );
  expect(explain({ source: "partner", warm: true, messages: 3 }, 0.4).factors).toContainEqual(
    expect.objectContaining({ feature: "source × warm", value: "partner × true" }),
  );
});

test("two features with only a joint effect are found, and only among those that may be crossed", () => {
  const examples = examplesOf(4, 3000, { crossed: true });
  const unseen = examplesOf(5, 2000, { crossed: true });
  const [free, forbidden] = [
    fitModel(examples),
    fitModel(examples, {
      crossable: [
        ["messages", "warm"],
        ["source", "no_such_value"],
      ],
    }),
  ];
  expect(free.encoder.crosses.map(({ name }) => name)).toEqual(["source × warm"]);
  expect(forbidden.encoder.crosses).toEqual([]);
  expect(lossOf(free, unseen)).toBeLessThan(lossOf(forbidden, unseen) - 0.1);
});

test("a prior that is wrong for all leads is corrected", () => {
  const examples = examplesOf(6, 1000, { alike: true, prior: 0.2 }).map((example) => ({
    ...example,
    prior: 0.7,
  }));
  const predict = predictor(fitModel(examples));
  expect(meanOf(examples.map(({ row }) => predict(row, 0.7)))).toBeCloseTo(0.2, 1);
});

test("with 30 outcomes the model is on average no worse than the prior: 100 seeded samples", () => {
  const unseen = [examplesOf(7, 1000), examplesOf(8, 1000, { alike: true })];
  const gaps = [false, true].map((alike, at) =>
    meanOf(
      Array.from({ length: 100 }, (_, seed) => {
        const model = fitModel(examplesOf(100 + seed, 30, { alike }));
        return lossOf(model, unseen[at] ?? []) - priorLossOf(unseen[at] ?? []);
      }),
    ),
  );
  expect(gaps[0]).toBeLessThan(0);
  // When features have no effect and the prior is true, only a model that never learns is no worse.
  expect(gaps[1]).toBeLessThan(0.001);
});

test("the same outcomes give the same model, also after storage as JSON", () => {
  const [one, other] = [fitModel(examplesOf(9, 400)), fitModel(examplesOf(9, 400))];
  expect(one).toEqual(other);
  expect(TrainedModel.parse(JSON.parse(JSON.stringify(one)))).toEqual(one);
});
