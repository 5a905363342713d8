import { splitNewest } from "./compare.ts";
import { type Pair, proposeCrosses } from "./crosses.ts";
import { encodeRows, fitEncoder, withCrosses } from "./encode.ts";
import { choosePenalty } from "./penalty.ts";
import { type Coefficients, fitRidge, logitOf, lossOf, type Problem, zeroCoefficients } from "./ridge.ts";
import type { Encoder, Example, FeatureSpec, TrainedModel } from "./schema.ts";
import { MIN_OUTCOMES } from "./thresholds.ts";

export type FitOptions = {
  /** The features; inferred when not given. */
  specs?: FeatureSpec[];
  /** Pairs that may become crosses; any by default. */
  crossable?: Pair[];
  /** With fewer outcomes the model stays the prior. */
  minimum?: typeof MIN_OUTCOMES;
};

type Fitted = { encoder: Encoder; penalty: number | null; coefficients: Coefficients };

/**
 * Learns from outcomes how far the log-odds of a lead are from its prior. Deterministic. Crosses are proposed by the
 * errors of a model without them, and are used only if they improve the predictions on the newest fifth for a model
 * that has not seen it.
 * @param examples oldest first
 * @returns a model that gives exactly the prior when there are too few examples, or when they show no clear effect
 */
export function fitModel(
  examples: Example[],
  { specs, crossable, minimum = MIN_OUTCOMES }: FitOptions = {},
): TrainedModel {
  const rows = examples.map(({ row }) => row);
  const plain = fitted(fitEncoder(rows, specs), examples, minimum);
  const pairs = crossable?.length === 0 ? [] : findUsefulCrosses(plain, examples, crossable);
  if (pairs.length === 0) return trained(plain, examples);
  return trained(fitted(withCrosses(plain.encoder, pairs, rows), examples, minimum), examples);
}

const positivesOf = (examples: Example[]) => examples.filter(({ outcome }) => outcome).length;

function hasEnough(examples: Example[], minimum: typeof MIN_OUTCOMES): boolean {
  const positives = positivesOf(examples);
  const fewer = Math.min(positives, examples.length - positives);
  return examples.length >= minimum.all && fewer >= minimum.ofEach;
}

function problemOf(encoder: Encoder, examples: Example[]): Problem {
  return {
    design: encodeRows(
      encoder,
      examples.map(({ row }) => row),
    ),
    outcomes: Float64Array.from(examples, ({ outcome }) => Number(outcome)),
    offsets: Float64Array.from(examples, ({ prior }) => logitOf(prior)),
  };
}

function fitted(encoder: Encoder, examples: Example[], minimum: typeof MIN_OUTCOMES): Fitted {
  const problem = problemOf(encoder, examples);
  const penalty = hasEnough(examples, minimum) ? choosePenalty(problem) : null;
  const nothing = zeroCoefficients(problem.design);
  const all = Int32Array.from(examples.keys());
  return {
    encoder,
    penalty,
    coefficients: penalty === null ? nothing : fitRidge(problem, all, penalty, nothing),
  };
}

/** The crosses proposed by errors among the older examples, if they improve the predictions on the newest fifth. */
function findUsefulCrosses({ encoder, penalty }: Fitted, examples: Example[], among?: Pair[]): Pair[] {
  if (penalty === null) return [];
  const { older, newest } = splitNewest(examples);
  const olderRows = older.map(({ row }) => row);
  const learn = (pairs: Pair[]) => {
    const tried = withCrosses(encoder, pairs, olderRows);
    const problem = problemOf(tried, older);
    const solution = fitRidge(
      problem,
      Int32Array.from(older.keys()),
      penalty,
      zeroCoefficients(problem.design),
    );
    const unseen = problemOf(tried, newest);
    const loss = newest.reduce((sum, _, row) => sum + lossOf(unseen, row, solution), 0);
    return { problem, solution, loss };
  };
  const plain = learn([]);
  const pairs = proposeCrosses(encoder, plain.problem, plain.solution, among);
  return pairs.length > 0 && learn(pairs).loss < plain.loss ? pairs : [];
}

function trained({ encoder, penalty, coefficients }: Fitted, examples: Example[]): TrainedModel {
  return {
    encoder,
    intercept: coefficients.at(-1) ?? 0,
    weights: [...coefficients.subarray(0, -1)],
    penalty,
    outcomes: examples.length,
    positives: positivesOf(examples),
  };
}
