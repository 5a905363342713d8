import { logLossOf } from "#lib/scoring/providers/model/calibrate.ts";
import { explainer } from "#lib/scoring/providers/model/explain.ts";
import { fitModel } from "#lib/scoring/providers/model/fit.ts";
import { predictor } from "#lib/scoring/providers/model/predict.ts";
import { logitOf } from "#lib/scoring/providers/model/ridge.ts";
import type { Example, FeatureSpec, TrainedModel } from "#lib/scoring/providers/model/schema.ts";
import type { Line } from "./scoring-examples.ts";
import { examplesOf, shuffled } from "./scoring-trials.ts";

const SAMPLES = 100;
const FEW = 30;
/** The number of lines that each model of few outcomes is evaluated on. */
const JUDGES = 2_000;

/** The largest |base + Σ effects − logit of the score| over all rows. */
export function largestFactorError(model: TrainedModel, examples: Example[]): number {
  const [predict, explain] = [predictor(model), explainer(model)];
  return examples.reduce((largest, { row, prior }) => {
    const { base, factors } = explain(row, prior);
    const sum = factors.reduce((total, { effect }) => total + effect, base);
    return Math.max(largest, Math.abs(sum - logitOf(predict(row, prior))));
  }, 0);
}

/** The number of rows whose score without any outcomes differs from their prior. */
export function rowsOffPrior(examples: Example[], specs: FeatureSpec[]): number {
  const predict = predictor(fitModel([], { specs }));
  return examples.filter(({ row, prior }) => predict(row, prior) !== prior).length;
}

/**
 * Log loss of models trained on 30 random lines minus that of their prior, as the mean of 100 seeded samples, and how
 * many of the models learnt anything.
 */
export function gapOfFew(lines: Line[], specs: FeatureSpec[]): { gap: number; learnt: number } {
  const models = Array.from({ length: SAMPLES }, (_, seed) => {
    const mixed = shuffled(lines, seed + 1);
    const few = examplesOf(mixed.slice(0, FEW));
    const trained = fitModel(few, { specs });
    const predict = predictor(trained);
    const prior = few[0]?.prior ?? 0.5;
    const judges = mixed.slice(FEW, FEW + JUDGES);
    const lossOf = (score: (line: Line) => number) =>
      logLossOf(judges.map((line) => ({ score: score(line), outcome: line.outcome })));
    return {
      gap: lossOf(({ row }) => predict(row, prior)) - lossOf(() => prior),
      learnt: trained.penalty !== null,
    };
  });
  return {
    gap: models.reduce((sum, { gap }) => sum + gap, 0) / SAMPLES,
    learnt: models.filter(({ learnt }) => learnt).length,
  };
}

/** As many lines with the rarer outcome as with the other. */
export function balanced(lines: Line[]): Line[] {
  const groups = [true, false].map((kind) => lines.filter(({ outcome }) => outcome === kind));
  const least = Math.min(...groups.map((group) => group.length));
  return groups.flatMap((group) => shuffled(group, 1).slice(0, least));
}
