import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { postJson } from "#components/api/client.ts";
import { maybeMade, problemOf } from "#components/api/problem-of.ts";
import { useOnce } from "#components/api/use-once.ts";
import { useProblemToast } from "#components/api/use-problem-toast.ts";
import { useToast } from "#components/ui/toast.tsx";
import type { BulkChange, BulkJobJson, StartBulkJobInput } from "#lib/operations/bulk/schema.ts";
import { followedJobsKey, followJob, readFollowedJobs } from "./followed-jobs.ts";

/** Previews of changes of many leads. */
export const bulkPreviewKey = ["bulk-preview"];

/** To which leads: those that match, or those with these ids. */
export type Chosen = Pick<StartBulkJobInput, "ids"> | { filter: Record<string, string> };

type Start = {
  change: BulkChange;
  chosen: Chosen;
  /** Of the preview that was confirmed: what was not counted is not changed. */
  fingerprint?: string;
  /** The selection as it was made: what the job itself has put out of sight by now was selected for it too. */
  wanted: unknown;
};

/** How many of the leads that were chosen a job leaves out; of all that match, only the preview counts them. */
const leftOutOf = ({ total }: BulkJobJson, chosen: Chosen): number =>
  "ids" in chosen && chosen.ids ? chosen.ids.length - total : 0;

const isStale = (error: unknown): boolean => problemOf(error).code === "selection_changed";

/**
 * Starts a change of many leads, once however often it is sent, and follows it. Leads that it does not apply to are
 * left out, however many were chosen.
 */
export function useStartBulk(onStarted: () => void) {
  const say = useTranslations("bulk");
  const toast = useToast();
  const tellProblem = useProblemToast();
  const once = useOnce();
  const client = useQueryClient();
  const router = useRouter();
  const { error, ...start } = useMutation({
    mutationFn: ({ change, chosen, fingerprint, wanted }: Start) => {
      const body = { ...change, ...chosen, only_applicable: true, ...(fingerprint && { fingerprint }) };
      return once((key) => postJson<BulkJobJson>("/leads/bulk", body, key), JSON.stringify([change, wanted]));
    },
    onSuccess: (job, { chosen, fingerprint }) => {
      followJob(job.id);
      // A preview has told already.
      const leftOut = fingerprint ? 0 : leftOutOf(job, chosen);
      if (leftOut > 0) toast({ words: say("skipped", { count: leftOut }), isProblem: true });
      onStarted();
      // The first one that is followed brings its bar with the page, the others are read.
      router.refresh();
      void client.invalidateQueries({ queryKey: followedJobsKey });
    },
    onError: (error) => {
      if (isStale(error)) {
        // The sheet that asked says so itself, beside the new count.
        void client.invalidateQueries({ queryKey: bulkPreviewKey });
        return;
      }
      tellProblem(say("notStarted"), problemOf(error));
      if (!maybeMade(problemOf(error))) return;
      // One that was started is shown, as soon as there are answers again; a page that is not there would be left.
      const jobs = client.fetchQuery({ queryKey: followedJobsKey, queryFn: readFollowedJobs, staleTime: 0 });
      void jobs.then(
        () => router.refresh(),
        () => undefined,
      );
    },
  });
  return { ...start, isStale: error !== null && isStale(error) };
}
