import { useMutation, useQuery } from "@tanstack/react-query";
import { CircleCheck, TriangleAlert, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { getJson, postJson } from "#components/api/client.ts";
import { useReasonWords } from "#components/api/use-problem-words.ts";
import { Button } from "#components/ui/button.tsx";
import { FloatingBar } from "#components/ui/floating-bar.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import type { BulkJobJson, BulkReportJson } from "#lib/bulk/schema.ts";

/** Milliseconds between two looks at how far it is. */
const LOOK_EVERY = 700;

const isOver = ({ status }: BulkJobJson) => status !== "queued" && status !== "running";

/** How far a change of many leads is; it can be stopped, and says at the end what was refused. */
export function BulkProgress({ jobId, onClose }: { jobId: number; onClose: () => void }) {
  const say = useTranslations("bulk");
  const [showsReport, setShowsReport] = useState(false);
  const { data: job } = useQuery({
    queryKey: ["bulk-jobs", jobId],
    queryFn: () => getJson<BulkReportJson>(`/bulk-jobs/${jobId}`),
    refetchInterval: ({ state }) => (state.data && isOver(state.data) ? false : LOOK_EVERY),
  });
  const { mutate: cancel, isPending } = useMutation({
    mutationFn: () => postJson<BulkJobJson>(`/bulk-jobs/${jobId}/cancel`),
  });
  if (!job) return null;
  const { total, done, refused, status } = job;
  const share = total > 0 ? (done + refused) / total : 1;
  const Icon = refused > 0 || status === "failed" ? TriangleAlert : CircleCheck;
  return (
    <FloatingBar label={say("title")} className="w-120">
      <div className="flex w-full items-center gap-3 px-2">
        {isOver(job) && (
          <Icon
            size={16}
            className={`icon flex-none ${refused > 0 || status === "failed" ? "text-warning" : "text-success"}`}
            aria-hidden
          />
        )}
        <p role="status" className="min-w-0 flex-1 tabular-nums">
          {isOver(job)
            ? say(`over.${status}`, { done, refused, total })
            : say("underWay", { done: done + refused, total })}
          {job.failure && <span className="block text-muted text-xs">{say(`failures.${job.failure}`)}</span>}
        </p>
        {refused > 0 && (
          <Button look="ghost" onClick={() => setShowsReport(true)}>
            {say("refused", { count: refused })}
          </Button>
        )}
        {isOver(job) ? (
          <Button look="ghost" icon={X} aria-label={say("closeReport")} onClick={onClose} />
        ) : (
          <Button isBusy={isPending} onClick={() => cancel()}>
            {say("cancel")}
          </Button>
        )}
      </div>
      <progress
        aria-label={say("title")}
        className="progress progress-primary h-1 w-full"
        value={share}
        max={1}
      />
      {showsReport && <Report job={job} onClose={() => setShowsReport(false)} />}
    </FloatingBar>
  );
}

function Report({ job, onClose }: { job: BulkReportJson; onClose: () => void }) {
  const say = useTranslations("bulk");
  const reasonWords = useReasonWords();
  return (
    <Sheet title={say("report")} detail={say("reportDetail", { count: job.refused })} onClose={onClose}>
      <ul>
        {job.refusals.map(({ lead_id, lead_name, code, detail, errors }) => (
          <li key={lead_id} className="border-line border-b py-2.5 last:border-b-0">
            <a href={`/leads/${lead_id}`} className="font-medium hover:underline">
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
