import type { Problem } from "./errors.ts";

/** A stage, whether it may be entered now, and all reasons against it. */
export type StageTransition<Stage extends string> = { stage: Stage; allowed: boolean; reasons: Problem[] };

/** Stages that are passed one step at a time, and `lost`. */
export type StageMachine<Stage extends string> = {
  isFinal: (stage: Stage) => boolean;
  isStep: (from: Stage, to: Stage) => boolean;
  wrongStep: (from: Stage, to: Stage) => Problem;
};

/**
 * The rules that the boards of leads and sales share.
 * @param forward the stages in order; the last one and `lost` are final
 */
export function stageMachine<Stage extends string>(forward: readonly Stage[]): StageMachine<Stage | "lost"> {
  type Any = Stage | "lost";
  const place = (stage: Any) => forward.indexOf(stage as Stage);
  const isFinal = (stage: Any) => stage === "lost" || place(stage) === forward.length - 1;
  const isStep = (from: Any, to: Any) => !isFinal(from) && (to === "lost" || place(to) === place(from) + 1);
  const stepCode = (from: Any, to: Any) => {
    if (from === to) return "same_stage";
    if (isFinal(from)) return "stage_final";
    return place(to) < place(from) ? "stage_backward" : "stage_skipped";
  };
  const wrongStep = (from: Any, to: Any): Problem => ({
    code: stepCode(from, to),
    detail: `Cannot transition from '${from}' to '${to}'`,
    params: { from, to },
  });
  return { isFinal, isStep, wrongStep };
}
