import {
  type Coefficients,
  fitRidge,
  lossOf,
  type Problem,
  ROUGH_TOLERANCE,
  zeroCoefficients,
} from "./ridge.ts";

const FOLDS = 5;
/**
 * From the strongest to the weakest, so that each search starts at the solution of a simpler model. The weakest
 * expects a feature to change the odds by some 40 % (a weight of 8^-½), which is as much as a few dozen outcomes can
 * support.
 */
const PENALTIES = [1024, 256, 64, 32, 16, 8];

/** Standard errors by which a penalty, or the prior, may be worse than the best and still be chosen. */
const TOLERATED = { penalty: 1, prior: 2 };

type Trial = { penalty: number | null; losses: Float64Array };

const meanOf = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The mean difference between the first and the other losses, with its standard error. */
function difference(losses: Float64Array, others: Float64Array): { mean: number; error: number } {
  const differences = losses.map((loss, at) => loss - (others[at] ?? 0));
  const mean = meanOf(differences);
  return { mean, error: Math.sqrt(meanOf(differences.map((one) => (one - mean) ** 2)) / differences.length) };
}

/**
 * Chooses the ridge penalty by 5-fold cross-validated log loss: the strongest of those that are worse than the best
 * by at most one standard error of the difference (Breiman's rule). The prior itself, an infinite penalty, is kept
 * unless another penalty is better by two standard errors.
 * @returns null for the prior
 */
export function choosePenalty(problem: Problem): number | null {
  const trials = crossValidated(problem);
  const best = trials.reduce((one, other) => (meanOf(other.losses) < meanOf(one.losses) ? other : one));
  const simplest = trials.find(({ penalty, losses }) => {
    const { mean, error } = difference(losses, best.losses);
    return mean <= error * (penalty === null ? TOLERATED.prior : TOLERATED.penalty);
  });
  return simplest?.penalty ?? null;
}

/** The loss of every row under models that have not seen it. Stops once a weaker penalty is worse. */
function crossValidated(problem: Problem): Trial[] {
  const nothing = zeroCoefficients(problem.design);
  const all = Int32Array.from({ length: problem.design.rows }, (_, row) => row);
  const lossesWith = (coefficientsOf: (row: number) => Coefficients) =>
    Float64Array.from(all, (row) => lossOf(problem, row, coefficientsOf(row)));
  const trials: Trial[] = [{ penalty: null, losses: lossesWith(() => nothing) }];
  let least = Number.POSITIVE_INFINITY;
  let solutions = Array.from({ length: FOLDS }, () => nothing);
  for (const penalty of PENALTIES) {
    solutions = solutions.map((from, fold) =>
      fitRidge(
        problem,
        all.filter((row) => row % FOLDS !== fold),
        penalty,
        from,
        ROUGH_TOLERANCE,
      ),
    );
    const losses = lossesWith((row) => solutions[row % FOLDS] ?? nothing);
    trials.push({ penalty, losses });
    if (meanOf(losses) > least) break;
    least = meanOf(losses);
  }
  return trials;
}
