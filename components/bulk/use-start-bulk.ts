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

/** The leads to change: those that match a filter, or those with these ids. */
export type Chosen = Pick<StartBulkJobInput, "ids"> | { filter: Record<string, string> };

type Start = {
  change: BulkChange;
  chosen: Chosen;
  /** The fingerprint of the confirmed preview. The server refuses the change if other leads match by now. */
  fingerprint?: string;
  /** The selected ids when the change was confirmed. By now the job itself may have hidden some of them. */
  wanted: unknown;
};

/** How many of the selected leads a job leaves out. For all that match, only the preview knows the number. */
const leftOutOf = ({ total }: BulkJobJson, chosen: Chosen): number =>
  "ids" in chosen && chosen.ids ? chosen.ids.length - total : 0;

const isStale = (error: unknown): boolean => problemOf(error).code === "selection_changed";

/**
 * Starts a bulk change once, however often it is sent, and follows it. Leads that the change does not apply to are left
 * out.
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
      // The preview has shown this number already.
      const leftOut = fingerprint ? 0 : leftOutOf(job, chosen);
      if (leftOut > 0) toast({ words: say("skipped", { count: leftOut }), isProblem: true });
      onStarted();
      // The first followed job needs a refresh of the page, which adds the bar. Further jobs only need the query.
      router.refresh();
      void client.invalidateQueries({ queryKey: followedJobsKey });
    },
    onError: (error) => {
      if (isStale(error)) {
        // The confirmation sheet shows this problem itself, beside the new count.
        void client.invalidateQueries({ queryKey: bulkPreviewKey });
        return;
      }
      tellProblem(say("notStarted"), problemOf(error));
      if (!maybeMade(problemOf(error))) return;
      // The job may have started. It is looked up, and the page is refreshed only if the server answers again.
      const jobs = client.fetchQuery({ queryKey: followedJobsKey, queryFn: readFollowedJobs, staleTime: 0 });
      void jobs.then(
        () => router.refresh(),
        () => undefined,
      );
    },
  });
  return { ...start, isStale: error !== null && isStale(error) };
}
