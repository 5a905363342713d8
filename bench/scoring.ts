import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { leakageOf } from "#lib/scoring/providers/model/drift.ts";
import { fitModel } from "#lib/scoring/providers/model/fit.ts";
import { readLines, type Source } from "./scoring-examples.ts";
import { balanced, gapOfFew, largestFactorError, rowsOffPrior } from "./scoring-promises.ts";
import {
  examplesOf,
  FIRST,
  model,
  naiveBayes,
  prequential,
  priorAlone,
  randomSplit,
  type Trial,
  trainedOnce,
} from "./scoring-trials.ts";

// How well the learning model predicts the outcomes of any CSV file, compared with naive Bayes and the prior:
// npm run bench:scoring -- <csv> [--target y] [--positive yes] [--leave-out a,b] [--categories a,b] [--order column]
// [--delimiter ";"] [--seed 1]. The defaults fit the UCI data set Bank Marketing, whose `duration` is known only after
// the call; `--leave-out=` leaves nothing out.

const MAX_FACTOR_ERROR = 1e-9;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    target: { type: "string", default: "y" },
    positive: { type: "string", default: "yes" },
    "leave-out": { type: "string", default: "duration" },
    categories: { type: "string", default: "" },
    order: { type: "string" },
    delimiter: { type: "string" },
    seed: { type: "string", default: "1" },
  },
});
const [path = ""] = positionals;
if (!existsSync(path)) {
  console.error(`${path ? `There is no file ${path}. ` : ""}Give a CSV file: npm run bench:scoring -- <csv>`);
  process.exit(1);
}

const listOf = (names: string) => names.split(",").filter(Boolean);
const source = {
  ...values,
  path,
  leaveOut: listOf(values["leave-out"]),
  categories: listOf(values.categories),
};
const { lines, specs } = readOrExit(source);
const seed = Number(values.seed);
console.log(`${path}: ${lines.length} lines, ${specs.length} features, seed ${seed}`);

function readOrExit(from: Source) {
  try {
    return readLines(from);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}

const rowOf = (trial: Trial) => ({
  rows: trial.count,
  AUC: trial.auc.toFixed(4),
  Brier: trial.brier.toFixed(4),
  ECE: trial.ece.toFixed(4),
  "lift at 10 %": trial.lift.toFixed(2),
  "log loss": trial.logLoss.toFixed(4),
  "fit, s": trial.fitSeconds.toFixed(1),
});

console.table({
  "random 70/30: model": rowOf(randomSplit(model, lines, specs, seed)),
  "random 70/30: naive Bayes": rowOf(randomSplit(naiveBayes, lines, specs, seed)),
  "random 70/30: prior": rowOf(randomSplit(priorAlone, lines, specs, seed)),
  ...(lines.length > FIRST && {
    "prequential: model": rowOf(prequential(model, lines, specs)),
    "prequential: naive Bayes": rowOf(prequential(naiveBayes, lines, specs)),
    "prequential: prior": rowOf(prequential(priorAlone, lines, specs)),
    "prequential: trained once": rowOf(trainedOnce(model, lines, specs)),
  }),
});
if (lines.length <= FIRST) console.log(`Prequential figures need more than ${FIRST} lines.`);

const examples = examplesOf(lines);
const began = performance.now();
const whole = fitModel(examples, { specs });
console.log(
  `Fit of all ${lines.length} lines: ${((performance.now() - began) / 1000).toFixed(1)} s, ${whole.weights.length} columns, penalty ${whole.penalty}, crosses ${whole.encoder.crosses.map(({ name }) => name).join(", ") || "none"}`,
);

const factorError = largestFactorError(whole, examples);
console.log(`Largest |base + Σ factors − logit p| over all lines: ${factorError.toExponential(1)}`);
const offPrior = rowsOffPrior(examples, specs);
console.log(`Lines whose score without outcomes is not exactly the prior: ${offPrior}`);
for (const [name, pool] of [
  ["random", lines],
  ["of both outcomes alike", balanced(lines)],
] as const) {
  const { gap, learnt } = gapOfFew(pool, specs);
  console.log(
    `30 lines, ${name}: log loss ${gap.toFixed(4)} over the prior's, mean of 100 samples of which ${learnt} learnt`,
  );
}
for (const { feature, auc } of leakageOf(examplesOf(readLines({ ...source, leaveOut: [] }).lines)).filter(
  ({ alarm }) => alarm,
))
  console.log(
    `Leakage alarm: ${feature} alone has AUC ${auc.toFixed(3)}${source.leaveOut.includes(feature) ? " (left out)" : ""}`,
  );

process.exit(factorError < MAX_FACTOR_ERROR && offPrior === 0 ? 0 : 1);
