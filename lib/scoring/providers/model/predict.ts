import { rowEncoder } from "./encode.ts";
import type { Row, TrainedModel } from "./schema.ts";

/**
 * The probability after the model shifts the log-odds of a prior. Computed with odds, so that a shift of zero gives
 * exactly the prior.
 */
export function shifted(prior: number, shift: number): number {
  const odds = Math.exp(-Math.abs(shift));
  return shift > 0 ? prior / (prior + (1 - prior) * odds) : (prior * odds) / (1 - prior + prior * odds);
}

/** @returns a function that gives a row's probability; made once for many rows */
export function predictor(model: TrainedModel): (row: Row, prior: number) => number {
  const encode = rowEncoder(model.encoder);
  const active = new Int32Array(model.encoder.features.length + model.encoder.crosses.length);
  return (row, prior) => {
    encode(row, active);
    let shift = model.intercept;
    for (const column of active) shift += model.weights[column] ?? 0;
    return shifted(prior, shift);
  };
}
