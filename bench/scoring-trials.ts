import { uniformInt } from "pure-rand/distribution/uniformInt";
import { mersenne } from "pure-rand/generator/mersenne";
import { type Calibration, calibrationOf, type Judged } from "#lib/scoring/providers/model/calibrate.ts";
import { columnStarts, encodeRows, fitEncoder, rowEncoder } from "#lib/scoring/providers/model/encode.ts";
import { fitModel } from "#lib/scoring/providers/model/fit.ts";
import { predictor, shifted } from "#lib/scoring/providers/model/predict.ts";
import { basePrior } from "#lib/scoring/providers/model/prior.ts";
import type { Example, FeatureSpec, Row } from "#lib/scoring/providers/model/schema.ts";
import type { Line } from "./scoring-examples.ts";

/** Trains on examples, oldest first, and scores other rows. */
export type Trainer = (examples: Example[], specs: FeatureSpec[]) => (row: Row, prior: number) => number;

export type Trial = Calibration & { fitSeconds: number };

const TRAINED_SHARE = 0.7;
/** The lines that a prequential trial trains on before it scores any. */
export const FIRST = 9_000;
const BLOCK = 1_000;
const NEWEST = 5_000;

export const model: Trainer = (examples, specs) => predictor(fitModel(examples, { specs }));
export const priorAlone: Trainer = () => (_row, prior) => prior;

/** Naive Bayes: the frequency of each value with each outcome, columns treated as independent, add-one smoothed. */
export const naiveBayes: Trainer = (examples, specs) => {
  const rows = examples.map(({ row }) => row);
  const encoder = fitEncoder(rows, specs);
  const { active, perRow, columns } = encodeRows(encoder, rows);
  const counts = [new Float64Array(columns).fill(1), new Float64Array(columns).fill(1)];
  for (const [row, { outcome }] of examples.entries()) {
    const table = counts[Number(outcome)];
    for (const column of active.subarray(row * perRow, (row + 1) * perRow))
      if (table) table[column] = (table[column] ?? 0) + 1;
  }
  const starts = columnStarts(encoder);
  const shares = counts.map((table) =>
    starts.slice(1).flatMap((end, at) => {
      const part = table.subarray(starts[at], end);
      const sum = part.reduce((total, count) => total + count, 0);
      return [...part].map((count) => count / sum);
    }),
  );
  const encode = rowEncoder(encoder);
  const into = new Int32Array(perRow);
  return (row, prior) => {
    encode(row, into);
    const shift = into.reduce(
      (sum, column) => sum + Math.log((shares[1]?.[column] ?? 1) / (shares[0]?.[column] ?? 1)),
      0,
    );
    return shifted(prior, shift);
  };
};

/** The lines with the same prior: the base rate of the training lines. */
export const examplesOf = (lines: Line[], prior = basePrior(lines)): Example[] =>
  lines.map((line) => ({ ...line, prior }));

/** Shuffles by Fisher and Yates. */
export function shuffled<T>(items: T[], seed: number): T[] {
  const generator = mersenne(seed);
  const result = [...items];
  for (let last = result.length - 1; last > 0; last -= 1) {
    const other = uniformInt(generator, 0, last);
    const [one, two] = [result[last], result[other]];
    if (one !== undefined && two !== undefined) [result[last], result[other]] = [two, one];
  }
  return result;
}

function trained(train: Trainer, lines: Line[], specs: FeatureSpec[]) {
  const prior = basePrior(lines);
  const began = performance.now();
  const score = train(examplesOf(lines, prior), specs);
  const seconds = (performance.now() - began) / 1000;
  const judge = (judged: Line[]): Judged[] =>
    judged.map(({ row, outcome }) => ({ score: score(row, prior), outcome }));
  return { judge, seconds };
}

/** Trains on a random 70 % and is evaluated on the rest. */
export function randomSplit(train: Trainer, lines: Line[], specs: FeatureSpec[], seed: number): Trial {
  const mixed = shuffled(lines, seed);
  const at = Math.round(mixed.length * TRAINED_SHARE);
  const { judge, seconds } = trained(train, mixed.slice(0, at), specs);
  return { ...calibrationOf(judge(mixed.slice(at))), fitSeconds: seconds };
}

/** Scores each block of lines by a model of the newest lines before it, then trains on the block. */
export function prequential(train: Trainer, lines: Line[], specs: FeatureSpec[]): Trial {
  const judged: Judged[] = [];
  let fitSeconds = 0;
  for (let at = FIRST; at < lines.length; at += BLOCK) {
    const { judge, seconds } = trained(train, lines.slice(at - NEWEST, at), specs);
    judged.push(...judge(lines.slice(at, at + BLOCK)));
    fitSeconds += seconds;
  }
  return { ...calibrationOf(judged), fitSeconds };
}

/** The prequential trial without retraining. */
export function trainedOnce(train: Trainer, lines: Line[], specs: FeatureSpec[]): Trial {
  const { judge, seconds } = trained(train, lines.slice(0, FIRST), specs);
  return { ...calibrationOf(judge(lines.slice(FIRST))), fitSeconds: seconds };
}
