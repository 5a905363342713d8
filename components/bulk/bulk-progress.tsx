"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { TriangleAlert, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { postJson } from "#components/api/client.ts";
import { problemOf } from "#components/api/problem-of.ts";
import { useProblemToast } from "#components/api/use-problem-toast.ts";
import { Button } from "#components/ui/button.tsx";
import type { BulkJobJson } from "#lib/operations/bulk/schema.ts";
import { BulkReport } from "./bulk-report.tsx";
import { followedJobsKey, forgetJob, isClean, isUnderWay, readFollowedJobs } from "./followed-jobs.ts";
import { useBulkWords } from "./use-bulk-words.ts";
import { useJobToasts } from "./use-job-toasts.ts";

/** Milliseconds between two requests for the progress. */
const LOOK_EVERY = 700;

/**
 * The person's bulk changes in one bar: their progress, or the leads they could not change, until the person closes it.
 */
export function FollowedJobs() {
  const { data: jobs = [] } = useQuery({
    queryKey: followedJobsKey,
    queryFn: readFollowedJobs,
    refetchInterval: ({ state }) => (state.data?.some(isUnderWay) ? LOOK_EVERY : false),
  });
  useJobToasts(jobs);
  const underWay = jobs.filter(isUnderWay);
  const troubled = jobs.filter((job) => !isUnderWay(job) && !isClean(job));
  if (underWay.length > 0) return <UnderWay jobs={underWay} />;
  return troubled.length > 0 && <Troubled jobs={troubled} />;
}

const sum = (jobs: BulkJobJson[], of: (job: BulkJobJson) => number) =>
  jobs.reduce((total, job) => total + of(job), 0);

/** The progress of running changes, with a button that stops them. */
function UnderWay({ jobs }: { jobs: BulkJobJson[] }) {
  const say = useTranslations("bulk");
  const words = useBulkWords();
  const client = useQueryClient();
  const tellProblem = useProblemToast();
  const { mutate: cancel, isPending } = useMutation({
    mutationFn: () => Promise.all(jobs.map(({ id }) => postJson<BulkJobJson>(`/bulk-jobs/${id}/cancel`))),
    onSettled: () => client.invalidateQueries({ queryKey: followedJobsKey }),
    onError: (error) => tellProblem(say("notStopped"), problemOf(error)),
  });
  const [first] = jobs;
  const total = sum(jobs, (job) => job.total);
  const done = sum(jobs, (job) => job.done + job.refused);
  return (
    <section aria-label={say("progress")} className="flex-none border-line border-b bg-base-100">
      <div className="flex min-h-12 items-center gap-3 px-4">
        <p role="status" className="min-w-0 tabular-nums">
          {first && jobs.length === 1
            ? words.doing(first)
            : say("severalUnderWay", { count: jobs.length, done, total })}
        </p>
        <Button className="ml-auto" isBusy={isPending} onClick={() => cancel()}>
          {say("cancel")}
        </Button>
      </div>
      <progress aria-label={say("progress")} className="progress-line" value={done} max={total} />
    </section>
  );
}

/** The results of finished changes, with the leads they could not change. Closing the report removes them. */
function Troubled({ jobs }: { jobs: BulkJobJson[] }) {
  const say = useTranslations("bulk");
  const words = useBulkWords();
  const client = useQueryClient();
  const [isReportOpen, setReportOpen] = useState(false);
  const [first] = jobs;
  const refused = sum(jobs, (job) => job.refused);
  const failure = jobs.find((job) => job.failure)?.failure;
  const forget = () => {
    for (const { id } of jobs) forgetJob(client, id);
  };
  return (
    <section aria-label={say("progress")} className="flex-none border-line border-b bg-base-100">
      <div className="flex min-h-12 items-center gap-3 px-4">
        <TriangleAlert size={16} className="icon flex-none text-warning" aria-hidden />
        <p role="status" className="min-w-0 tabular-nums">
          {first && jobs.length === 1
            ? words.did(first)
            : say("severalOver", { count: jobs.length, done: sum(jobs, (job) => job.changed) })}
          {failure && <span className="block text-muted text-xs">{say(`failures.${failure}`)}</span>}
        </p>
        {refused > 0 && (
          <Button look="ghost" onClick={() => setReportOpen(true)}>
            {say("refused", { count: refused })}
          </Button>
        )}
        <Button look="ghost" className="ml-auto" icon={X} aria-label={say("closeReport")} onClick={forget} />
      </div>
      {isReportOpen && <BulkReport jobs={jobs.filter((job) => job.refused > 0)} onClose={forget} />}
    </section>
  );
}
