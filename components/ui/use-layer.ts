import { useEffectEvent, useLayoutEffect } from "react";
import { handOver, onStep } from "./address.ts";
import { createSteps, type Steps } from "./history-steps.ts";

let known: Steps | undefined;

/** The steps of this browser's history; only where there is a browser. */
export function steps(): Steps {
  if (known) return known;
  const { history, location } = window;
  known = createSteps({ history, location, onStep });
  handOver(known);
  return known;
}

/**
 * Makes what stands over the screen a step of the history: Back closes it.
 * @param close closes it as Escape does, and says whether it closes
 * @param isStep false for what has an address of its own, and for what can't be closed
 */
export function useLayer(close: () => boolean, isStep: boolean): void {
  const closeNow = useEffectEvent(close);
  useLayoutEffect(() => (isStep ? steps().add(() => closeNow()) : undefined), [isStep]);
}
