import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { postJson } from "#components/api/client.ts";
import { maybeMade, problemOf } from "#components/api/problem-of.ts";
import { useOnce } from "#components/api/use-once.ts";
import { useProblemToast } from "#components/api/use-problem-toast.ts";
import type { BulkChange, BulkJobJson, StartBulkJobInput } from "#lib/bulk/schema.ts";
import { followedJobsKey, followJob, readFollowedJobs } from "./followed-jobs.ts";

/** To which leads: those that match, or those with these ids. */
export type Chosen = Pick<StartBulkJobInput, "ids"> | { filter: Record<string, string> };

type Start = {
  change: BulkChange & { only_applicable?: boolean };
  chosen: Chosen;
  /** The selection as it was made: what the job itself has put out of sight by now was selected for it too. */
  wanted: unknown;
};

/** Starts a change of many leads, once however often it is sent, and follows it. */
export function useStartBulk(onStarted: () => void) {
  const say = useTranslations("bulk");
  const tellProblem = useProblemToast();
  const once = useOnce();
  const client = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: ({ change, chosen, wanted }: Start) =>
      once(
        (key) => postJson<BulkJobJson>("/leads/bulk", { ...change, ...chosen }, key),
        JSON.stringify([change, wanted]),
      ),
    onSuccess: (job) => {
      followJob(job.id);
      onStarted();
      // The first one that is followed brings its bar with the page, the others are read.
      router.refresh();
      void client.invalidateQueries({ queryKey: followedJobsKey });
    },
    onError: (error) => {
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
}
