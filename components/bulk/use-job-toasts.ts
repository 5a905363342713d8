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

/** Milliseconds that Undo is offered: fewer than the server allows, because an end is noticed a moment later. */
const OFFERED = 9_000;

/**
 * Says once of each change of many leads that it is over, and offers to undo it. One whose every lead was changed is
 * not followed any longer: there is nothing else to see of it.
 */
export function useJobToasts(jobs: readonly BulkJobJson[]): void {
  const words = useBulkWords();
  const toast = useToast();
  const undoOf = useUndo();
  const client = useQueryClient();
  const told = useRef(new Set<number>());
  useEffect(() => {
    // One that is sent again, because its answer was lost, is followed and told again.
    for (const id of told.current) if (!jobs.some((job) => job.id === id)) told.current.delete(id);
    for (const job of jobs) {
      if (isUnderWay(job) || told.current.has(job.id)) continue;
      told.current.add(job.id);
      // What was refused stays in the bar until it is read.
      if (job.undo_until) toast({ words: words.did(job), action: undoOf(job), stays: OFFERED });
      else if (isClean(job)) toast({ words: words.did(job) });
      if (isClean(job)) forgetJob(client, job.id);
    }
  });
}

/** What a message offers that undoes a change of many leads, which is another one that is followed. */
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
