import { z } from "zod";
import { id } from "#lib/core/text.ts";
import { STRATEGIES } from "#lib/workspace/sources/rules.ts";
import { EXCLUSIONS } from "./rules.ts";

export const SetWeightsInput = z
  .array(z.strictObject({ operator_id: id, weight: z.number().int().min(1).max(1000) }))
  .max(500)
  .refine((weights) => new Set(weights.map(({ operator_id }) => operator_id)).size === weights.length, {
    error: "an operator must not be named twice",
  });
export type SetWeightsInput = z.infer<typeof SetWeightsInput>;

/** The weight of an operator in a source; `share` is from 0 to 1. */
export const WeightJson = z.object({
  operator_id: id,
  operator_name: z.string(),
  weight: z.number(),
  share: z.number(),
});
export type WeightJson = z.infer<typeof WeightJson>;

export const WeightsSetJson = z.object({ message: z.string(), weights: z.array(WeightJson) });

/** How the appeals of a source were distributed to its operators. */
export const DistributionJson = z.object({
  source_id: id,
  source_name: z.string(),
  strategy: z.enum(STRATEGIES),
  total: z.number(),
  waiting: z.number(),
  operators: z.array(
    z.object({
      operator_id: id,
      operator_name: z.string(),
      weight: z.number(),
      target_share: z.number(),
      actual_share: z.number(),
      appeals: z.number(),
    }),
  ),
});
export type DistributionJson = z.infer<typeof DistributionJson>;

/** Who could take the next appeal of a source, and why the others could not. */
export const AvailabilityJson = z.object({
  source_id: id,
  operators: z.array(
    z.object({
      id,
      name: z.string(),
      weight: z.number(),
      is_active: z.boolean(),
      current_load: z.number(),
      max_load: z.number(),
      is_available: z.boolean(),
      reasons: z.array(z.enum(EXCLUSIONS)),
    }),
  ),
});
export type AvailabilityJson = z.infer<typeof AvailabilityJson>;

export const SimulateInput = z.strictObject({
  weights: SetWeightsInput.optional(),
  strategy: z.enum(STRATEGIES).optional(),
  period_days: z.number().int().min(1).max(365).default(30),
});
export type SimulateInput = z.input<typeof SimulateInput>;

const seconds = z.number();

/** The result of a replay of a source's past arrivals. Shares are from 0 to 1. */
export const SimulationJson = z.object({
  source_id: id,
  strategy: z.enum(STRATEGIES),
  arrivals: z.number(),
  /** Whether only the newest of the arrivals were replayed. */
  is_cut: z.boolean(),
  waits: z.object({ p50_seconds: seconds, p95_seconds: seconds, longest_seconds: seconds }),
  operators: z.array(
    z.object({
      operator_id: id,
      operator_name: z.string(),
      target_share: z.number(),
      share_then: z.number(),
      share_now: z.number(),
      appeals: z.number(),
      peak_load: z.number(),
      max_load: z.number(),
    }),
  ),
});
export type SimulationJson = z.infer<typeof SimulationJson>;
