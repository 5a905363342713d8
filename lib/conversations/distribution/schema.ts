import { z } from "zod";
import { id } from "#lib/core/text.ts";
import { STRATEGIES } from "#lib/workspace/sources/rules.ts";
import { EXCLUSIONS } from "./rules.ts";

export const SetWeightsInput = z
  .array(
    z.strictObject({
      operator_id: id.describe("Operator who gets appeals of the source."),
      weight: z.number().int().min(1).max(1000).describe("Share in relation to the other weights."),
    }),
  )
  .max(500)
  .refine((weights) => new Set(weights.map(({ operator_id }) => operator_id)).size === weights.length, {
    error: "an operator must not be named twice",
  });
export type SetWeightsInput = z.infer<typeof SetWeightsInput>;

/** The weight of an operator in a source; `share` is from 0 to 1. */
export const WeightJson = z.object({
  operator_id: id.describe("Id of the operator."),
  operator_name: z.string().describe("Name of the operator."),
  weight: z.number().describe("Share in relation to the other weights."),
  share: z.number().describe("Share of the appeals, from 0 to 1."),
});
export type WeightJson = z.infer<typeof WeightJson>;

export const WeightsSetJson = z.object({
  message: z.string().describe("Confirmation in English."),
  weights: z.array(WeightJson).describe("Weights of the source."),
});

/** How the appeals of a source were distributed to its operators. */
export const DistributionJson = z.object({
  source_id: id.describe("Id of the source."),
  source_name: z.string().describe("Name of the source."),
  strategy: z.enum(STRATEGIES).describe("How the source chooses an operator."),
  total: z.number().describe("Appeals that were assigned."),
  waiting: z.number().describe("Appeals in the queue."),
  operators: z
    .array(
      z.object({
        operator_id: id.describe("Id of the operator."),
        operator_name: z.string().describe("Name of the operator."),
        weight: z.number().describe("Weight in the source."),
        target_share: z.number().describe("Share that the weight promises, from 0 to 1."),
        actual_share: z.number().describe("Share that the operator got, from 0 to 1."),
        appeals: z.number().describe("Appeals that the operator got."),
      }),
    )
    .describe("Operators of the source."),
});
export type DistributionJson = z.infer<typeof DistributionJson>;

/** Who could take the next appeal of a source, and why the others could not. */
export const AvailabilityJson = z.object({
  source_id: id.describe("Id of the source."),
  operators: z
    .array(
      z.object({
        id: id.describe("Id of the operator."),
        name: z.string().describe("Name of the operator."),
        weight: z.number().describe("Weight in the source."),
        is_active: z.boolean().describe("Whether the operator is active."),
        current_load: z.number().describe("Open appeals."),
        max_load: z.number().describe("Limit of open appeals."),
        is_available: z.boolean().describe("Whether they can get the next appeal."),
        reasons: z.array(z.enum(EXCLUSIONS)).describe("Why they cannot."),
      }),
    )
    .describe("Operators of the source."),
});
export type AvailabilityJson = z.infer<typeof AvailabilityJson>;

export const SimulateInput = z.strictObject({
  weights: SetWeightsInput.optional().describe("Weights to try. Those of the source by default."),
  strategy: z.enum(STRATEGIES).optional().describe("Strategy to try. That of the source by default."),
  period_days: z.number().int().min(1).max(365).default(30).describe("Days to replay."),
});
export type SimulateInput = z.input<typeof SimulateInput>;

const seconds = z.number();

/** The result of a replay of a source's past arrivals. Shares are from 0 to 1. */
export const SimulationJson = z.object({
  source_id: id.describe("Id of the source."),
  strategy: z.enum(STRATEGIES).describe("Strategy that was tried."),
  arrivals: z.number().describe("Appeals that were replayed."),
  is_cut: z.boolean().describe("Whether there were more than are replayed."),
  waits: z
    .object({
      p50_seconds: seconds.describe("Seconds that half of them waited at most."),
      p95_seconds: seconds.describe("Seconds that 95 percent of them waited at most."),
      longest_seconds: seconds.describe("Seconds of the longest wait."),
    })
    .describe("How long appeals would have waited."),
  operators: z
    .array(
      z.object({
        operator_id: id.describe("Id of the operator."),
        operator_name: z.string().describe("Name of the operator."),
        target_share: z.number().describe("Share that the weights promise, from 0 to 1."),
        share_then: z.number().describe("Share that the operator really got, from 0 to 1."),
        share_now: z.number().describe("Share in the simulation, from 0 to 1."),
        appeals: z.number().describe("Appeals in the simulation."),
        peak_load: z.number().describe("Most appeals open at once."),
        max_load: z.number().describe("Limit of open appeals."),
      }),
    )
    .describe("Operators of the source."),
});
export type SimulationJson = z.infer<typeof SimulationJson>;
