import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { getJson } from "#components/api/client.ts";
import { useReasonWords } from "#components/api/use-problem-words.ts";
import { Button } from "#components/ui/button.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { ErrorState } from "#components/ui/states.tsx";
import type { BulkJobJson, BulkReportJson } from "#lib/operations/bulk/schema.ts";
import { useBulkWords } from "./use-bulk-words.ts";

type Props = { jobs: BulkJobJson[]; onClose: () => void };

/** The leads that bulk changes could not change, and why. */
export function BulkReport({ jobs, onClose }: Props) {
  const say = useTranslations("bulk");
  const words = useBulkWords();
  const count = jobs.reduce((sum, { refused }) => sum + refused, 0);
  return (
    <Sheet title={say("report")} detail={say("reportDetail", { count })} onClose={onClose} canCloseOutside>
      {jobs.map((job) => (
        <section key={job.id}>
          {jobs.length > 1 && <h3 className="mt-3 text-muted text-xs">{words.did(job)}</h3>}
          <Refusals job={job} />
        </section>
      ))}
    </Sheet>
  );
}

function Refusals({ job }: { job: BulkJobJson }) {
  const say = useTranslations("bulk");
  const common = useTranslations("common");
  const reasonWords = useReasonWords();
  const { data, error, refetch } = useQuery({
    queryKey: ["bulk-jobs", job.id, job.refused],
    queryFn: () => getJson<BulkReportJson>(`/bulk-jobs/${job.id}`),
    placeholderData: (previous: BulkReportJson | undefined) => previous,
  });
  return (
    <>
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
    </>
  );
}
