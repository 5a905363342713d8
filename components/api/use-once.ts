import { useRef } from "react";
import { repeatable } from "./problem-of.ts";

/** A new random key. `randomUUID` exists in browsers over https only. */
export const newKey = (): string => crypto.getRandomValues(new Uint32Array(4)).join("-");

/** The API's client throws a refusal, an action answers it. */
const isRefused = (answer: unknown): boolean =>
  typeof answer === "object" && answer !== null && "ok" in answer && answer.ok === false;

/**
 * Sends what makes something under a key that stays the same until it is known to be made. So a form whose answer was
 * lost can be sent again, and makes nothing twice.
 * @returns sends by the given call; `what` tells apart what one place makes several of, such as jobs for many leads
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
