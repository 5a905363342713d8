import { columnStarts, placesOf } from "./encode.ts";
import { type Coefficients, logistic, type Problem, shiftOf } from "./ridge.ts";
import type { Encoder } from "./schema.ts";

/** Two features that may matter more together than separately. */
export type Pair = [string, string];

const MAX_CROSSES = 8;
/** Standard deviations by which errors must exceed those of chance. */
const MIN_DEVIATIONS = 4;

/**
 * The pairs of features whose combinations explain most of what a model without crosses gets wrong, best first. Of
 * each combination the sum of errors squared, by its variance, is χ² distributed if the model is right (score test;
 * pairs are ranked by residuals as in Lou et al., "Accurate intelligible models with pairwise interactions", KDD
 * 2013); each degree of freedom costs 2, as in Akaike's criterion.
 * @param coefficients of the model without crosses
 * @param among the pairs to consider; all by default. Features that no training row had are skipped
 */
export function proposeCrosses(
  encoder: Encoder,
  problem: Problem,
  coefficients: Coefficients,
  among: Pair[] = allPairs(encoder),
): Pair[] {
  const { offsets, outcomes, design } = problem;
  const scores = offsets.map((offset, row) => logistic(offset + shiftOf(design, row, coefficients)));
  const errors = scores.map((score, row) => (outcomes[row] ?? 0) - score);
  const variances = scores.map((score) => score * (1 - score));
  const names = new Set(encoder.features.map(({ name }) => name));
  return among
    .filter((pair) => pair.every((name) => names.has(name)))
    .map((pair) => ({ pair, ...excessOf(encoder, problem, pair, errors, variances) }))
    .filter(({ deviations, gain }) => deviations > MIN_DEVIATIONS && gain > 0)
    .sort((one, other) => other.gain - one.gain)
    .slice(0, MAX_CROSSES)
    .map(({ pair }) => pair);
}

function allPairs({ features }: Encoder): Pair[] {
  const names = features.map(({ name }) => name);
  return names.flatMap((one, at) => names.slice(at + 1).map((other): Pair => [one, other]));
}

function excessOf(
  encoder: Encoder,
  { design }: Problem,
  pair: Pair,
  errors: Float64Array,
  variances: Float64Array,
): { gain: number; deviations: number } {
  const starts = columnStarts(encoder);
  const [one, other] = placesOf(encoder.features, pair);
  const columnsOf = (at: number) => (starts[at + 1] ?? 0) - (starts[at] ?? 0);
  const [height, width] = [columnsOf(one), columnsOf(other)];
  const sums = new Float64Array(height * width);
  const spreads = new Float64Array(height * width);
  for (let row = 0; row < design.rows; row += 1) {
    const at = row * design.perRow;
    const cell =
      ((design.active[at + one] ?? 0) - (starts[one] ?? 0)) * width +
      (design.active[at + other] ?? 0) -
      (starts[other] ?? 0);
    sums[cell] = (sums[cell] ?? 0) + (errors[row] ?? 0);
    spreads[cell] = (spreads[cell] ?? 0) + (variances[row] ?? 0);
  }
  // Cells with less than one expected outcome are left out, because their squares are not χ² distributed.
  const filled = [...spreads.keys()].filter((cell) => (spreads[cell] ?? 0) >= 1);
  const square = filled.reduce((sum, cell) => sum + (sums[cell] ?? 0) ** 2 / (spreads[cell] ?? 1), 0);
  const freedom = Math.max(1, filled.length - height - width + 1);
  return { gain: square - 2 * freedom, deviations: (square - freedom) / Math.sqrt(2 * freedom) };
}
