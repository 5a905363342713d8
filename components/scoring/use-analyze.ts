import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { postJson } from "#components/api/client.ts";
import { problemOf } from "#components/api/problem-of.ts";
import { useProblemToast } from "#components/api/use-problem-toast.ts";
import type { AnalysisJson } from "#lib/scoring/schema.ts";

/** Scores a lead on request. A problem is shown in a toast. */
export function useAnalyze(leadId: number): { analyze: () => Promise<void>; isBusy: boolean } {
  const say = useTranslations("score");
  const tellProblem = useProblemToast();
  const client = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const analyze = async () => {
    setBusy(true);
    try {
      await postJson<AnalysisJson>(`/leads/${leadId}/analyze?force=true`);
      await client.invalidateQueries();
    } catch (error) {
      tellProblem(say("notAnalyzed"), problemOf(error));
    } finally {
      setBusy(false);
    }
  };
  return { analyze, isBusy };
}
