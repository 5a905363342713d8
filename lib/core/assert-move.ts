import { invalidField, RuleViolation } from "./errors.ts";
import type { StageMachine } from "./stages.ts";

/**
 * Checks that the stages allow a move. It is apart from `stages.ts`, which browsers load, because only the server
 * throws.
 * @throws RuleViolation for a wrong step
 * @throws InvalidInput for `lost` without a reason
 */
export function assertMove<Stage extends string>(
  stages: StageMachine<Stage>,
  from: Stage,
  to: Stage,
  lostReason: string | undefined,
): void {
  if (!stages.isStep(from, to)) {
    const problem = stages.wrongStep(from, to);
    throw new RuleViolation("wrong_stage", problem.detail, [problem]);
  }
  if (to === "lost" && !lostReason)
    throw invalidField("/lost_reason", "Moving to 'lost' needs a reason", "lost_reason_required");
}
