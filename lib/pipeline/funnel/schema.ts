import { z } from "zod";
import { periodQuery } from "#lib/core/period.ts";
import { text } from "#lib/core/text.ts";
import { FUNNEL_STEPS } from "./rules.ts";

/**
 * `cohort`: the progress of the leads created in the period. `snapshot`: the present stages of all that are not lost.
 */
export const FunnelQuery = z.strictObject({
  mode: z
    .enum(["cohort", "snapshot"])
    .default("cohort")
    .describe("`cohort`: leads created in the period. `snapshot`: where open cards are now."),
  ...periodQuery,
  source: text(63).optional().describe("Leads of the source with this code."),
});
export type FunnelQuery = z.infer<typeof FunnelQuery>;

export const FunnelStepJson = z.object({
  stage: z.enum(FUNNEL_STEPS).describe("Step of the funnel."),
  reached: z.number().describe("Leads that reached the step."),
  of_previous: z.number().nullable().describe("Share of those that reached the step before, from 0 to 1."),
  of_first: z.number().nullable().describe("Share of all leads, from 0 to 1."),
  median_hours: z.number().nullable().describe("Hours from the step before to this one (median)."),
  lost: z.number().describe("Leads and sales that were lost at this step."),
  top_lost_reasons: z
    .array(
      z.object({
        reason: z.string().describe("Code, such as `no_budget`, or a reason of the workspace."),
        count: z.number().describe("Losses for this reason."),
      }),
    )
    .describe("Most frequent reasons of these losses."),
});
export type FunnelStepJson = z.infer<typeof FunnelStepJson>;
