"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { CircleCheck, TriangleAlert, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { getJson, postJson } from "#components/api/client.ts";
import { problemOf } from "#components/api/problem-of.ts";
import { useProblemToast } from "#components/api/use-problem-toast.ts";
import { useReasonWords } from "#components/api/use-problem-words.ts";
import { Button } from "#components/ui/button.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { ErrorState } from "#components/ui/states.tsx";
import type { BulkJobJson, BulkReportJson } from "#lib/bulk/schema.ts";
import { followedJobsKey, forgetJob, isUnderWay, readFollowedJobs } from "./followed-jobs.ts";

/** Milliseconds between two looks at how far they are. */
const LOOK_EVERY = 700;

export function FollowedJobs() {
  const { data: jobs = [] } = useQuery({
    queryKey: followedJobsKey,
    queryFn: readFollowedJobs,
    refetchInterval: ({ state }) => (state.data?.some(isUnderWay) ? LOOK_EVERY : false),
  });
  return jobs.map((job) => <BulkProgress key={job.id} job={job} />);
}

/** How far a change of many leads is; it can be stopped, and says at the end what was refused. */
function BulkProgress({ job }: { job: BulkJobJson }) {
  const say = useTranslations("bulk");
  const client = useQueryClient();
  const tellProblem = useProblemToast();
  const [showsReport, setShowsReport] = useState(false);
  const { mutate: cancel, isPending } = useMutation({
    mutationFn: () => postJson<BulkJobJson>(`/bulk-jobs/${job.id}/cancel`),
    onSuccess: () => client.invalidateQueries({ queryKey: followedJobsKey }),
    onError: (error) => tellProblem(say("notStopped"), problemOf(error)),
  });
  const { total, done, refused, status, failure } = job;
  const isBad = refused > 0 || status === "failed";
  const Icon = isBad ? TriangleAlert : CircleCheck;
  return (
    <section aria-label={say("title")} className="flex-none border-line border-b bg-base-100">
      <div className="flex min-h-12 items-center gap-3 px-4">
        {!isUnderWay(job) && (
          <Icon
            size={16}
            className={`icon flex-none ${isBad ? "text-warning" : "text-success"}`}
            aria-hidden
          />
        )}
        <p role="status" className="min-w-0 tabular-nums">
          {status === "queued" || status === "running"
            ? say("underWay", { done: done + refused, total })
            : say(`over.${status}`, { done, refused, total })}
          {failure && <span className="block text-muted text-xs">{say(`failures.${failure}`)}</span>}
        </p>
        {refused > 0 && (
          <Button look="ghost" onClick={() => setShowsReport(true)}>
            {say("refused", { count: refused })}
          </Button>
        )}
        <span className="ml-auto">
          {isUnderWay(job) ? (
            <Button isBusy={isPending} onClick={() => cancel()}>
              {say("cancel")}
            </Button>
          ) : (
            <Button
              look="ghost"
              icon={X}
              aria-label={say("closeReport")}
              onClick={() => forgetJob(client, job.id)}
            />
          )}
        </span>
      </div>
      {isUnderWay(job) && (
        <progress aria-label={say("title")} className="progress-line" value={done + refused} max={total} />
      )}
      {showsReport && <Report job={job} onClose={() => setShowsReport(false)} />}
    </section>
  );
}

function Report({ job, onClose }: { job: BulkJobJson; onClose: () => void }) {
  const say = useTranslations("bulk");
  const common = useTranslations("common");
  const reasonWords = useReasonWords();
  const { data, error, refetch } = useQuery({
    queryKey: ["bulk-jobs", job.id, job.refused],
    queryFn: () => getJson<BulkReportJson>(`/bulk-jobs/${job.id}`),
    placeholderData: (previous: BulkReportJson | undefined) => previous,
  });
  return (
    <Sheet
      title={say("report")}
      detail={say("reportDetail", { count: job.refused })}
      onClose={onClose}
      closesBeside
    >
      {error && (
        <ErrorState
          title={say("reportFailed")}
          detail={say("reportFailedDetail")}
          action={<Button onClick={() => refetch()}>{common("tryAgain")}</Button>}
        />
      )}
      <ul>
        {data?.refusals.map(({ lead_id, lead_name, code, detail, errors }) => (
          <li key={lead_id} className="border-line border-b py-2.5 last:border-b-0">
            <a dir="auto" href={`/leads/${lead_id}`} className="font-medium hover:underline">
              {lead_name ?? say("unnamed", { id: lead_id })}
            </a>
            <p className="text-muted text-xs">
              {(errors.length > 0 ? errors : [{ code, detail }]).map(reasonWords).join(". ")}
            </p>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
