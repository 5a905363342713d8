import { useTranslations } from "next-intl";
import type { Problem } from "#lib/core/errors.ts";
import type { ProblemJson } from "#lib/http/problem.ts";

/** Codes that only say that a field is invalid. The field's own text says what is valid. */
const UNCLEAR = new Set(["invalid_format", "invalid_value", "custom"]);

/** The field that a JSON pointer names: `skills` for `/skills/0`. */
export const fieldOf = (pointer = ""): string => pointer.split("/")[1] ?? "";

/** Translates a reason by its code. Without a translation it returns the API's own text. */
export function useReasonWords(): (reason: Problem) => string {
  const say = useTranslations("reasons");
  const problems = useTranslations("problems");
  return ({ code, detail, pointer, params }) => {
    const key = UNCLEAR.has(code) && say.has(`of.${fieldOf(pointer)}`) ? `of.${fieldOf(pointer)}` : code;
    if (say.has(key)) return say(key, params ?? {});
    return problems.has(code) ? problems(code) : detail;
  };
}

/** Translates a refused change: what happened, what was kept, what to do. */
export function useProblemWords(): (problem: ProblemJson) => string {
  const say = useTranslations("problems");
  const reasonWords = useReasonWords();
  return ({ code, detail, errors = [] }) => {
    const explains = code === "transfer_refused" || code === "wrong_stage" || code === "invalid_input";
    if (explains && errors.length > 0) return errors.map(reasonWords).join(" ");
    return say.has(code) ? say(code) : detail;
  };
}
