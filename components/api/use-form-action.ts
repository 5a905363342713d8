import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFieldWords } from "#components/api/use-field-words.ts";
import { useToast } from "#components/ui/toast.tsx";
import type { ActionResult } from "#lib/http/action.ts";
import type { ProblemJson } from "#lib/http/problem.ts";
import { confirmIdentity, isReauthenticationRequired } from "./confirm-identity.ts";
import { isMade } from "./problem-of.ts";
import { settle } from "./settle.ts";
import { useProblemToast } from "./use-problem-toast.ts";
import { useRefresh } from "./use-refresh.ts";

type Options = {
  /** Is told of a refusal too, such as a row that others changed meanwhile. */
  onProblem?: (problem: ProblemJson) => void;
  /** Where a refusal is told: in a toast, or in the form itself, by `FormProblem`. */
  problemIn?: "toast" | "form";
  /** What shows the result: props of the page, which is read again, or queries, which the caller brings up to date. */
  shownBy?: "page" | "queries";
};

/**
 * Runs a change of a form: busy until the page has been read again, problems in words and at their fields.
 * One that is refused until the person confirms who they are is sent again when they have.
 */
export function useFormAction({ onProblem, problemIn = "toast", shownBy = "page" }: Options = {}) {
  const say = useTranslations("settings");
  const refresh = useRefresh();
  const toast = useToast();
  const tellProblem = useProblemToast();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemJson>();
  const run = async <Data>(
    change: () => Promise<ActionResult<Data>>,
    words?: string,
  ): Promise<Data | undefined> => {
    setBusy(true);
    let result = await settle(change());
    if (!result.ok && isReauthenticationRequired(result.problem) && (await confirmIdentity(result.problem)))
      result = await settle(change());
    setProblem(result.ok ? undefined : result.problem);
    if (!result.ok) {
      setBusy(false);
      onProblem?.(result.problem);
      if (problemIn === "toast") tellProblem(say("notSaved"), result.problem);
      // So that the page shows what the answer that was lost told of.
      if (shownBy === "page" && isMade(result.problem)) void refresh();
      return undefined;
    }
    if (words) toast({ words });
    if (shownBy === "page") await refresh();
    setBusy(false);
    return result.data;
  };
  return { run, isBusy, problem, errorOf: useFieldWords(problem) };
}
