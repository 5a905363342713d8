import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { postJson } from "#components/api/client.ts";
import { Button } from "#components/ui/button.tsx";
import { ConfirmSheet } from "#components/ui/confirm-sheet.tsx";
import { FormProblem } from "#components/ui/form-problem.tsx";
import { ErrorState } from "#components/ui/states.tsx";
import { LEFT_OUT } from "#lib/operations/bulk/rules.ts";
import type { BulkChange, BulkPreviewJson } from "#lib/operations/bulk/schema.ts";
import { useBulkWords } from "./use-bulk-words.ts";
import { bulkPreviewKey, type Chosen } from "./use-start-bulk.ts";

type Props = {
  change: BulkChange;
  chosen: Chosen;
  /** The number of selected leads that are not visible and therefore left out. */
  hidden: number;
  /** The new owner. */
  operatorName: string;
  isStarting: boolean;
  /** Whether the confirmation was refused because the selected leads have changed since. */
  isStale: boolean;
  /** @param fingerprint identifies the leads that were counted */
  onConfirm: (fingerprint: string) => void;
  onCancel: () => void;
};

/** Shows how many leads would change and which are left out, before anything changes. */
export function BulkConfirm({
  change,
  chosen,
  hidden,
  operatorName,
  isStarting,
  isStale,
  onConfirm,
  onCancel,
}: Props) {
  const say = useTranslations("bulk");
  const problems = useTranslations("problems");
  const common = useTranslations("common");
  const words = useBulkWords();
  const { data, error, refetch } = useQuery({
    queryKey: [...bulkPreviewKey, change, chosen],
    queryFn: () =>
      postJson<BulkPreviewJson>("/leads/bulk/preview", { ...change, ...chosen, only_applicable: true }),
    staleTime: 0,
    gcTime: 0,
  });
  const leftOut = [
    ...LEFT_OUT.map((reason) => ({ reason, count: data?.left_out[reason] ?? 0 })),
    { reason: "hidden" as const, count: hidden },
  ].filter(({ count }) => count > 0);
  return (
    <ConfirmSheet
      title={say("confirm")}
      confirm={words.act(change, data?.applicable ?? 0)}
      disabled={!data?.applicable}
      isBusy={isStarting}
      onConfirm={() => data && onConfirm(data.fingerprint)}
      onCancel={onCancel}
    >
      {error && (
        <ErrorState
          title={say("previewFailed")}
          detail={say("previewFailedDetail")}
          action={<Button onClick={() => refetch()}>{common("tryAgain")}</Button>}
        />
      )}
      {isStale && <FormProblem className="mb-4">{problems("selection_changed")}</FormProblem>}
      {data && (
        <div role="status">
          <p className="font-medium">{words.willDo(change, data.applicable, operatorName)}</p>
          {leftOut.length > 0 && (
            <>
              <p className="mt-4 text-muted text-xs">{say("leftOut")}</p>
              <ul className="mt-1 list-disc pl-5 tabular-nums">
                {leftOut.map(({ reason, count }) => (
                  <li key={reason}>{say(`leftOutBy.${reason}`, { count })}</li>
                ))}
              </ul>
            </>
          )}
          {change.action !== "analyze" && <p className="mt-4 text-muted text-xs">{say("undoHint")}</p>}
        </div>
      )}
    </ConfirmSheet>
  );
}
