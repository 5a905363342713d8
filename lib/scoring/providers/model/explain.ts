import type { Factor } from "../../schema.ts";
import { featureNames, rowEncoder } from "./encode.ts";
import { logitOf } from "./ridge.ts";
import type { Row, TrainedModel } from "./schema.ts";

/** The addends of the log-odds of a probability; `Math.exp(effect)` is what a factor multiplies the odds by. */
export type Explanation = { base: number; factors: Factor[] };

/**
 * Why a row has its probability: base + Σ effects is its logit, within 1e-9.
 * @returns as base the prior's log-odds and the intercept, and one factor for each feature, a cross being
 * one of its own with both values in its value
 */
export function explainer(model: TrainedModel): (row: Row, prior: number) => Explanation {
  const { encoder, weights, intercept } = model;
  const encode = rowEncoder(encoder);
  const names = featureNames(encoder);
  const active = new Int32Array(names.length);
  return (row, prior) => {
    encode(row, active);
    const valueAt = (at: number): Factor["value"] => {
      const cross = encoder.crosses[at - encoder.features.length];
      return cross ? cross.of.map((name) => row[name] ?? "–").join(" × ") : (row[names[at] ?? ""] ?? null);
    };
    const factors = names.map((feature, at) => ({
      feature,
      value: valueAt(at),
      effect: weights[active[at] ?? -1] ?? 0,
    }));
    return { base: logitOf(prior) + intercept, factors };
  };
}
