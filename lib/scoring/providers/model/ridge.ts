import { solveInPlace } from "./cholesky.ts";
import type { Design } from "./encode.ts";

/** Coefficients of all columns, and the intercept behind the last. */
export type Coefficients = Float64Array;

/** Encoded rows with their outcomes (0 or 1) and the log-odds of their priors. */
export type Problem = { design: Design; outcomes: Float64Array; offsets: Float64Array };

/** The coefficients of a model that equals the prior. */
export const zeroCoefficients = ({ columns }: Design): Coefficients => new Float64Array(columns + 1);

const MAX_ITERATIONS = 50;
/** The search ends when a step changes no coefficient by more; the remaining error is about the square of it. */
const TOLERANCE = 1e-4;
/** A tolerance that is enough to compare two penalties by their log loss. */
export const ROUGH_TOLERANCE = 0.03;
const MIN_SCALE = 1e-6;

export const logistic = (logit: number) => 1 / (1 + Math.exp(-logit));
export const logitOf = (probability: number) => Math.log(probability / (1 - probability));

/** log(1 + eˣ) without overflow. */
const softplus = (x: number) => (x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x)));

/** The sum that the coefficients add to the log-odds of a row. */
export function shiftOf(
  { active, perRow, columns }: Design,
  row: number,
  coefficients: Coefficients,
): number {
  let shift = coefficients[columns] ?? 0;
  for (let at = row * perRow; at < (row + 1) * perRow; at += 1) shift += coefficients[active[at] ?? 0] ?? 0;
  return shift;
}

/** The log loss of one row, in nats. */
export function lossOf(problem: Problem, row: number, coefficients: Coefficients): number {
  const logit = (problem.offsets[row] ?? 0) + shiftOf(problem.design, row, coefficients);
  return softplus(problem.outcomes[row] ? -logit : logit);
}

/** The function to minimise: log loss of the rows plus ½ · penalty · Σ coefficient². */
function objective(problem: Problem, rows: Int32Array, penalty: number, coefficients: Coefficients): number {
  let loss = 0;
  for (const row of rows) loss += lossOf(problem, row, coefficients);
  let squares = 0;
  for (const coefficient of coefficients) squares += coefficient * coefficient;
  return loss + 0.5 * penalty * squares;
}

/**
 * Ridge logistic regression with an offset, by Newton's method (iteratively reweighted least squares: Hastie,
 * Tibshirani and Friedman, The Elements of Statistical Learning, 4.4.1) with halved steps. The intercept has the same
 * penalty as every weight, so that the whole model is shrunk to the offset.
 * @param rows which rows of the problem to learn from
 * @param from the starting point; a solution for a neighbouring penalty saves steps
 * @param tolerance the largest change of a coefficient that ends the search
 */
export function fitRidge(
  problem: Problem,
  rows: Int32Array,
  penalty: number,
  from: Coefficients,
  tolerance = TOLERANCE,
): Coefficients {
  let current = from;
  let value = objective(problem, rows, penalty, current);
  for (let step = 0; step < MAX_ITERATIONS; step += 1) {
    const direction = newtonStep(problem, rows, penalty, current);
    let scale = 1;
    let next = moved(current, direction, scale);
    let nextValue = objective(problem, rows, penalty, next);
    while (nextValue > value && scale > MIN_SCALE) {
      scale /= 2;
      next = moved(current, direction, scale);
      nextValue = objective(problem, rows, penalty, next);
    }
    if (nextValue > value) return current;
    [current, value] = [next, nextValue];
    if (direction.every((change) => Math.abs(change) < tolerance)) return current;
  }
  return current;
}

const moved = (from: Coefficients, direction: Float64Array, scale: number) =>
  from.map((coefficient, at) => coefficient - scale * (direction[at] ?? 0));

/** Hessian⁻¹ · gradient. */
function newtonStep(
  problem: Problem,
  rows: Int32Array,
  penalty: number,
  current: Coefficients,
): Float64Array {
  const { active, perRow, columns } = problem.design;
  const size = columns + 1;
  const hessian = new Float64Array(size * size);
  const gradient = current.map((coefficient) => penalty * coefficient);
  for (const row of rows) {
    const p = logistic((problem.offsets[row] ?? 0) + shiftOf(problem.design, row, current));
    const error = p - (problem.outcomes[row] ?? 0);
    const weight = p * (1 - p);
    const start = row * perRow;
    for (let at = start; at < start + perRow; at += 1) {
      const column = active[at] ?? 0;
      gradient[column] = (gradient[column] ?? 0) + error;
      const line = column * size;
      for (let other = start; other <= at; other += 1) {
        const cell = line + (active[other] ?? 0);
        hessian[cell] = (hessian[cell] ?? 0) + weight;
      }
      const last = columns * size + column;
      hessian[last] = (hessian[last] ?? 0) + weight;
    }
    gradient[columns] = (gradient[columns] ?? 0) + error;
    hessian[size * size - 1] = (hessian[size * size - 1] ?? 0) + weight;
  }
  for (let at = 0; at < size; at += 1) hessian[at * size + at] = (hessian[at * size + at] ?? 0) + penalty;
  solveInPlace(hessian, gradient);
  return gradient;
}
