import { useToast } from "#components/ui/toast.tsx";
import type { ProblemJson } from "#lib/http/problem.ts";
import { maybeMade } from "./problem-of.ts";
import { useProblemWords } from "./use-problem-words.ts";

/**
 * Shows in a toast that a change was not made, and why. If it may have been made, the toast only says what happened.
 */
export function useProblemToast(): (notDone: string, problem: ProblemJson) => void {
  const toast = useToast();
  const problemWords = useProblemWords();
  return (notDone, problem) =>
    toast({
      ...(maybeMade(problem) ? {} : { subject: notDone }),
      words: problemWords(problem),
      isProblem: true,
    });
}
