import type { ProblemJson } from "#lib/http/problem.ts";
import { fieldOf, useReasonWords } from "./use-problem-words.ts";

/** Translates the problem of each field of a form. */
export function useFieldWords(problem: ProblemJson | undefined): (field: string) => string | undefined {
  const reasonWords = useReasonWords();
  return (field) => {
    const error = problem?.errors?.find(({ pointer }) => fieldOf(pointer) === field);
    return error && reasonWords(error);
  };
}
