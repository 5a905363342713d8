import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { postJson } from "#components/api/client.ts";
import { problemOf } from "#components/api/problem-of.ts";
import { newKey } from "#components/api/use-once.ts";
import { useProblemToast } from "#components/api/use-problem-toast.ts";
import { useToast } from "#components/ui/toast.tsx";
import type { BulkJobJson } from "#lib/operations/bulk/schema.ts";
import { followedJobsKey, followJob, forgetJob, isClean, isUnderWay } from "./followed-jobs.ts";
import { useBulkWords } from "./use-bulk-words.ts";

/**
 * Milliseconds that Undo is offered. Less than the server allows, because the screen learns of the end a moment later.
 */
const OFFERED = 9_000;

/**
 * Shows one toast for each finished bulk change, with an offer to undo it. A change without refused leads is then no
 * longer followed, because there is nothing more to report.
 */
export function useJobToasts(jobs: readonly BulkJobJson[]): void {
  const words = useBulkWords();
  const toast = useToast();
  const undoOf = useUndo();
  const client = useQueryClient();
  const told = useRef(new Set<number>());
  useEffect(() => {
    // A job that reappears, because it was sent again after a lost answer, gets a new toast.
    for (const id of told.current) if (!jobs.some((job) => job.id === id)) told.current.delete(id);
    for (const job of jobs) {
      if (isUnderWay(job) || told.current.has(job.id)) continue;
      told.current.add(job.id);
      // Refused leads stay in the bar until the person closes it.
      if (job.undo_until) toast({ words: words.did(job), action: undoOf(job), stays: OFFERED });
      else if (isClean(job)) toast({ words: words.did(job) });
      if (isClean(job)) forgetJob(client, job.id);
    }
  });
}

/** The toast's action that undoes a bulk change. The undo is a bulk change itself, and is followed too. */
function useUndo() {
  const say = useTranslations("bulk");
  const common = useTranslations("common");
  const tellProblem = useProblemToast();
  const client = useQueryClient();
  const router = useRouter();
  return ({ id }: BulkJobJson) => {
    const key = newKey();
    const onAct = async (): Promise<boolean> => {
      try {
        const undo = await postJson<BulkJobJson>(`/bulk-jobs/${id}/undo`, {}, key);
        forgetJob(client, id);
        followJob(undo.id);
        router.refresh();
        void client.invalidateQueries({ queryKey: followedJobsKey });
        return true;
      } catch (error) {
        tellProblem(say("notUndone"), problemOf(error));
        return false;
      }
    };
    return { label: common("undo"), key: "Z", onAct };
  };
}
