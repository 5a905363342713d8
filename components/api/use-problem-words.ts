import { useTranslations } from "next-intl";
import type { Problem } from "#lib/core/errors.ts";
import type { ProblemJson } from "#lib/http/problem.ts";

/** Codes that say only that a field is wrong; what is right says the field. */
const UNCLEAR = new Set(["invalid_format", "invalid_value", "custom"]);

/** The field that a pointer leads to: `skills` of `/skills/0`. */
export const fieldOf = (pointer = ""): string => pointer.split("/")[1] ?? "";

/** A reason in the person's words: by its code, which may also be that of a whole problem, or as the API says it. */
export function useReasonWords(): (reason: Problem) => string {
  const say = useTranslations("reasons");
  const problems = useTranslations("problems");
  return ({ code, detail, pointer, params }) => {
    const key = UNCLEAR.has(code) && say.has(`of.${fieldOf(pointer)}`) ? `of.${fieldOf(pointer)}` : code;
    if (say.has(key)) return say(key, params ?? {});
    return problems.has(code) ? problems(code) : detail;
  };
}

/** A refused change in the person's words: what happened, what was kept, what to do. */
export function useProblemWords(): (problem: ProblemJson) => string {
  const say = useTranslations("problems");
  const reasonWords = useReasonWords();
  return ({ code, detail, errors = [] }) => {
    const explains = code === "transfer_refused" || code === "wrong_stage" || code === "invalid_input";
    if (explains && errors.length > 0) return errors.map(reasonWords).join(" ");
    return say.has(code) ? say(code) : detail;
  };
}
