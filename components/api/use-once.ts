import { useRef } from "react";
import { repeatable } from "./problem-of.ts";

/** A new random key. `randomUUID` exists in browsers over https only. */
export const newKey = (): string => crypto.getRandomValues(new Uint32Array(4)).join("-");

/** The API client throws a refusal, while an action returns it. */
const isRefused = (answer: unknown): boolean =>
  typeof answer === "object" && answer !== null && "ok" in answer && answer.ok === false;

/**
 * Sends a creation under an idempotency key that stays the same until the result is known. A form whose answer was lost
 * can be sent again without creating a duplicate.
 * @returns a function that sends by the given call; `what` distinguishes different creations in one place, such as jobs
 * for different leads
 */
export function useOnce() {
  const unsettled = useRef<{ what: string; key: string }>(undefined);
  return async <Answer>(call: (key: string) => Promise<Answer>, what = ""): Promise<Answer> => {
    const before = unsettled.current;
    const sent = before?.what === what ? before : { what, key: newKey() };
    unsettled.current = sent;
    const answer = await repeatable(call(sent.key));
    if (!isRefused(answer) && unsettled.current === sent) unsettled.current = undefined;
    return answer;
  };
}
