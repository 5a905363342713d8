import { type LeadStage, leadStages } from "#lib/pipeline/leads/rules.ts";

/** The cookie with the ids of the jobs that somebody follows, until their end has been seen. */
export const FOLLOWED_COOKIE = "bulk-jobs";

/** Up to so many leads are changed at once; for more, the person confirms a count first. */
export const MAX_UNASKED = 50;

/** Why a change does not apply to a lead. */
export const LEFT_OUT = ["already_there", "final", "wrong_stage"] as const;
export type LeftOut = (typeof LEFT_OUT)[number];

/** What decides of a change which leads it applies to. */
type Change = {
  action: "move" | "assign" | "analyze" | "lose";
  stage?: LeadStage;
  operator_id?: number | null;
};

/** The stage that a change brings leads to, if it does. */
function targetOf(change: Change): LeadStage | undefined {
  if (change.action === "lose") return "lost";
  return change.action === "move" ? change.stage : undefined;
}

/**
 * Why a change to many leads leaves this one out: it is as it should be, it is transferred or lost, or its
 * stage does not lead there. Undefined when the change applies, as far as stage and owner tell.
 */
export function whyLeftOut(
  change: Change,
  { stage, ownerId }: { stage: LeadStage; ownerId: number | null },
): LeftOut | undefined {
  const target = targetOf(change);
  if (target === stage) return "already_there";
  if (change.action === "assign" && change.operator_id === ownerId) return "already_there";
  if (leadStages.isFinal(stage)) return "final";
  return target && !leadStages.isStep(stage, target) ? "wrong_stage" : undefined;
}
