import { useTranslations } from "next-intl";
import type { Problem } from "#lib/core/errors.ts";
import type { ProblemJson } from "#lib/http/problem.ts";

/** A reason in the person's words: by its code, or as the API says it. */
export function useReasonWords(): (reason: Problem) => string {
  const say = useTranslations("reasons");
  return ({ code, detail, params }) => (say.has(code) ? say(code, params ?? {}) : detail);
}

/** A refused change in the person's words: what happened, what was kept, what to do. */
export function useProblemWords(): (problem: ProblemJson) => string {
  const say = useTranslations("problems");
  const reasonWords = useReasonWords();
  return (problem) => {
    const { code, detail, errors } = problem;
    if (code === "transfer_refused" || code === "wrong_stage")
      return (errors ?? []).map(reasonWords).join(" ");
    return say.has(code) ? say(code) : detail;
  };
}

/** What is wrong with one field of the input, if that is what the problem says. */
export const fieldError = (problem: ProblemJson | undefined, field: string): string | undefined =>
  problem?.errors?.find(({ pointer }) => pointer === `/${field}`)?.detail;

/** The answer to a call that never reached the server. */
export const UNREACHABLE: ProblemJson = {
  type: "about:blank",
  title: "Unreachable",
  status: 503,
  detail: "The server did not answer",
  code: "unreachable",
  request_id: "",
};
