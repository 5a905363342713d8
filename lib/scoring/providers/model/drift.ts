import { aucOf, type Judged } from "./calibrate.ts";
import { columnStarts, encodeRows, featureNames, fitEncoder } from "./encode.ts";
import type { Encoder, Example, FeatureSpec, Row } from "./schema.ts";

/** Population stability index: below the first value stable, from the second on a different population. */
export const PSI_LEVELS = { shifting: 0.1, shifted: 0.25 };
/** Standard errors between observed and expected outcomes from which chance hardly explains the difference. */
const MAX_DEVIATIONS = 3;
/** Good models reach this with all features, so one feature that reaches it alone probably contains the outcome. */
const SUSPICIOUS_AUC = 0.75;
/** Added to every column's count, because a share of zero would make the index infinite. */
const SMOOTHING = 0.5;

export type FeatureDrift = { feature: string; psi: number; level: "stable" | "shifting" | "shifted" };

/** The number of rows in each column of an encoder, stored to compare later rows with. */
export function columnCounts(encoder: Encoder, rows: Row[]): number[] {
  const { active, columns } = encodeRows(encoder, rows);
  const counts = new Array<number>(columns).fill(0);
  for (const column of active) counts[column] = (counts[column] ?? 0) + 1;
  return counts;
}

/**
 * How far recent rows are from those that a model was trained on, for each plain feature, the farthest first.
 * @param trained the training rows' `columnCounts`
 */
export function driftOf(encoder: Encoder, trained: number[], recent: Row[]): FeatureDrift[] {
  const plain = { features: encoder.features, crosses: [] };
  const starts = columnStarts(plain);
  const now = columnCounts(plain, recent);
  const drift = featureNames(plain).map((feature, at): FeatureDrift => {
    const [from, to] = [starts[at], starts[at + 1]];
    const psi = psiOf(trained.slice(from, to), now.slice(from, to));
    const level = psi >= PSI_LEVELS.shifted ? "shifted" : psi >= PSI_LEVELS.shifting ? "shifting" : "stable";
    return { feature, psi, level };
  });
  return drift.sort((one, other) => other.psi - one.psi);
}

/** Σ (q − p) · ln(q / p) over the shares of two counts. */
function psiOf(expected: number[], actual: number[]): number {
  const shares = (counts: number[]) => {
    const all = counts.reduce((sum, count) => sum + count + SMOOTHING, 0);
    return counts.map((count) => (count + SMOOTHING) / all);
  };
  const actuals = shares(actual);
  return shares(expected).reduce((sum, p, at) => {
    const q = actuals[at] ?? p;
    return sum + (q - p) * Math.log(q / p);
  }, 0);
}

/** Positive outcomes against the sum of the scores; `alarm` when chance hardly explains the difference. */
export function observedToExpected(judged: Judged[]): {
  observed: number;
  expected: number;
  ratio: number;
  alarm: boolean;
} {
  const observed = judged.filter(({ outcome }) => outcome).length;
  const expected = judged.reduce((sum, { score }) => sum + score, 0);
  const variance = judged.reduce((sum, { score }) => sum + score * (1 - score), 0);
  const alarm = (observed - expected) ** 2 > MAX_DEVIATIONS ** 2 * variance;
  return { observed, expected, ratio: observed / expected, alarm };
}

/**
 * How well each feature alone predicts the outcome, the best first; `alarm` when suspiciously well. Each half of the
 * examples is scored by the outcome rates of the other half, so that rare levels do not look predictive.
 */
export function leakageOf(
  examples: Example[],
  specs?: FeatureSpec[],
): { feature: string; auc: number; alarm: boolean }[] {
  const rows = examples.map(({ row }) => row);
  const encoder = fitEncoder(rows, specs);
  const { active, perRow, columns } = encodeRows(encoder, rows);
  const halves = [0, 1].map((half) => ratesOf(examples, active, perRow, columns, half));
  return featureNames(encoder)
    .map((feature, at) => {
      const judged = examples.map(({ outcome }, row) => ({
        score: halves[1 - (row % 2)]?.[active[row * perRow + at] ?? 0] ?? 0,
        outcome,
      }));
      const auc =
        (aucOf(judged.filter((_, row) => row % 2 === 0)) + aucOf(judged.filter((_, row) => row % 2))) / 2;
      return { feature, auc, alarm: auc >= SUSPICIOUS_AUC };
    })
    .sort((one, other) => other.auc - one.auc);
}

/** The outcome rate of each column among every second example, shrunk to the overall rate. */
function ratesOf(
  examples: Example[],
  active: Int32Array,
  perRow: number,
  columns: number,
  half: number,
): Float64Array {
  const counts = new Float64Array(columns).fill(1);
  const rates = new Float64Array(columns).fill(
    examples.filter(({ outcome }) => outcome).length / examples.length,
  );
  for (const [row, { outcome }] of examples.entries()) {
    if (row % 2 !== half) continue;
    for (const column of active.subarray(row * perRow, (row + 1) * perRow)) {
      counts[column] = (counts[column] ?? 0) + 1;
      rates[column] = (rates[column] ?? 0) + Number(outcome);
    }
  }
  return rates.map((sum, column) => sum / (counts[column] ?? 1));
}
