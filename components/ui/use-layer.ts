import { useEffectEvent, useLayoutEffect } from "react";
import { handOver, onStep } from "./address.ts";
import { createSteps, type Steps } from "./history-steps.ts";

let known: Steps | undefined;

/** The history steps of this browser. Do not call it on the server. */
export function steps(): Steps {
  if (known) return known;
  const { history, location } = window;
  known = createSteps({ history, location, onStep });
  handOver(known);
  return known;
}

/**
 * Adds a history step for something over the screen, so that Back closes it.
 * @param close closes it as Escape does, and returns whether it closes
 * @param isStep false if it has its own address or cannot be closed
 */
export function useLayer(close: () => boolean, isStep: boolean): void {
  const closeNow = useEffectEvent(close);
  useLayoutEffect(() => (isStep ? steps().add(() => closeNow()) : undefined), [isStep]);
}
