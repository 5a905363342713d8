import { z } from "zod";
import { periodQuery } from "#lib/core/period.ts";
import { text } from "#lib/core/text.ts";
import { FUNNEL_STEPS } from "./rules.ts";

export const FunnelStep = z.enum(FUNNEL_STEPS);
export type FunnelStep = z.infer<typeof FunnelStep>;

/**
 * `cohort`: the progress of the leads created in the period. `snapshot`: the present stages of all that are not lost.
 */
export const FunnelQuery = z.strictObject({
  mode: z.enum(["cohort", "snapshot"]).default("cohort"),
  ...periodQuery,
  source: text(63).optional(),
});
export type FunnelQuery = z.infer<typeof FunnelQuery>;

export const FunnelStepJson = z.object({
  stage: FunnelStep,
  reached: z.number(),
  /** Shares from 0 to 1; null when the whole is empty. */
  of_previous: z.number().nullable(),
  of_first: z.number().nullable(),
  /** Hours from the step before to this one. */
  median_hours: z.number().nullable(),
  /** Leads and sales that came this far and were lost here. */
  lost: z.number(),
  /** By code, such as `no_budget`, or by the words of a reason of the workspace. */
  top_lost_reasons: z.array(z.object({ reason: z.string(), count: z.number() })),
});
export type FunnelStepJson = z.infer<typeof FunnelStepJson>;
