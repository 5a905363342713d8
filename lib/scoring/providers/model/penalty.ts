import { type Coefficients, fitRidge, lossOf, nothingLearnt, type Problem, ROUGH } from "./ridge.ts";

const FOLDS = 5;
/**
 * From the strongest, so that each solution begins at a simpler one. The weakest expects that a feature
 * changes the odds by some 40 % (a weight of 8^-½), which is what a few dozen outcomes can be trusted with.
 */
const PENALTIES = [1024, 256, 64, 32, 16, 8];

/** Standard errors by which a penalty, and the prior, may be worse than the best and are still taken. */
const TOLERATED = { penalty: 1, prior: 2 };

type Trial = { penalty: number | null; losses: Float64Array };

const meanOf = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** By how much the first losses are larger on the mean, with the standard error of that difference. */
function difference(losses: Float64Array, others: Float64Array): { mean: number; error: number } {
  const differences = losses.map((loss, at) => loss - (others[at] ?? 0));
  const mean = meanOf(differences);
  return { mean, error: Math.sqrt(meanOf(differences.map((one) => (one - mean) ** 2)) / differences.length) };
}

/**
 * The ridge penalty by 5-fold cross-validated log loss: of those that are worse than the best by no more
 * than one standard error of the difference, the strongest (Breiman's rule). The first to be tried is an
 * endless penalty, the prior itself: it stays unless the outcomes speak clearly, by two of those errors.
 * @returns `null` for the prior
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

/** The losses of every row under models that have not seen it; ends once a weaker penalty is worse. */
function crossValidated(problem: Problem): Trial[] {
  const nothing = nothingLearnt(problem.design);
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
        ROUGH,
      ),
    );
    const losses = lossesWith((row) => solutions[row % FOLDS] ?? nothing);
    trials.push({ penalty, losses });
    if (meanOf(losses) > least) break;
    least = meanOf(losses);
  }
  return trials;
}
