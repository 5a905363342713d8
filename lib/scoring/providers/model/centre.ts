import { columnStarts } from "./encode.ts";
import type { TrainedModel } from "./schema.ts";

/**
 * The same model with the mean of each feature's weights moved into the intercept. It gives the same probabilities,
 * and an effect is relative to the average lead. (Where a model shifts all leads, a ridge spreads that shift over
 * every feature.) These are the SHAP values of a linear model: Lundberg and Lee, NIPS 2017, corollary 1.
 * @param columnCounts of the rows that it was trained on
 */
export function centred(model: TrainedModel, columnCounts: number[]): TrainedModel {
  const starts = columnStarts(model.encoder);
  const weights = [...model.weights];
  let intercept = model.intercept;
  for (const [at, start] of starts.slice(0, -1).entries()) {
    const columns = Array.from({ length: (starts[at + 1] ?? start) - start }, (_, place) => start + place);
    const sum = (of: (column: number) => number) => columns.reduce((all, column) => all + of(column), 0);
    const rows = sum((column) => columnCounts[column] ?? 0);
    const mean =
      rows === 0 ? 0 : sum((column) => (columnCounts[column] ?? 0) * (weights[column] ?? 0)) / rows;
    for (const column of columns) weights[column] = (weights[column] ?? 0) - mean;
    intercept += mean;
  }
  return { ...model, intercept, weights };
}
