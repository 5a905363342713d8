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
  /** Called with every refusal, for example when the row was changed by others meanwhile. */
  onProblem?: (problem: ProblemJson) => void;
  /** Where a refusal is shown: in a toast, or in the form itself by `FormProblem`. */
  problemIn?: "toast" | "form";
  /** What shows the result: props of the page, which is refreshed here, or queries, which the caller refreshes. */
  shownBy?: "page" | "queries";
};

/**
 * Runs a change of a form. The form is busy until the page is refreshed, and problems are shown as texts beside their
 * fields. A change that requires confirming the person's identity is sent again after the confirmation.
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
      // An earlier attempt succeeded, but its answer was lost. The refresh shows its result.
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
