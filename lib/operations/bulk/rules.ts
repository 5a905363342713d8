import { type LeadStage, leadStages } from "#lib/pipeline/leads/rules.ts";

/** The cookie with the ids of the jobs that a person follows, until their end was shown. */
export const FOLLOWED_COOKIE = "bulk-jobs";

/** Up to this many leads are changed without asking; for more, the person confirms the number first. */
export const MAX_UNASKED = 50;

/** Why a change does not apply to a lead. */
export const LEFT_OUT = ["already_there", "final", "wrong_stage"] as const;
export type LeftOut = (typeof LEFT_OUT)[number];

/** The parts of a change that decide which leads it applies to. */
type Change = {
  action: "move" | "assign" | "analyze" | "lose";
  stage?: LeadStage;
  operator_id?: number | null;
};

/** The stage that a change moves leads to, if any. */
function targetOf(change: Change): LeadStage | undefined {
  if (change.action === "lose") return "lost";
  return change.action === "move" ? change.stage : undefined;
}

/**
 * Why a bulk change leaves this lead out: it is in the requested state already, it is final, or its stage does not
 * allow the move. Undefined when the change applies, judged by stage and owner.
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
