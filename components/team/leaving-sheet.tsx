import { type QueryClient, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ConfirmSheet } from "#components/ui/confirm-sheet.tsx";
import type { OperatorJson } from "#lib/workspace/team/schema.ts";
import { statsOf } from "./operator-stats.tsx";

type Props = {
  operator: OperatorJson;
  operators: OperatorJson[];
  isBusy: boolean;
  onCancel: () => void;
  /** Called with the new owner of the open work: an operator, null for unassigned, or undefined to leave it. */
  onConfirm: (handOverTo: number | null | undefined) => void;
};

/** Whether an operator has open work, so that a new owner must be chosen. If it cannot be loaded, the answer is yes. */
export async function hasOpenWork(client: QueryClient, operatorId: number): Promise<boolean> {
  const reading = client.fetchQuery({ ...statsOf(operatorId), staleTime: 0 });
  return reading.then(
    ({ active, open_leads, open_sales }) => active + open_leads + open_sales > 0,
    () => true,
  );
}

/** Asks who takes over the open enquiries, leads and sales of a deactivated operator. */
export function LeavingSheet({ operator, operators, isBusy, onCancel, onConfirm }: Props) {
  const say = useTranslations("team");
  const [way, setWay] = useState("queue");
  const { data: open } = useQuery(statsOf(operator.id));
  const others = operators.filter(({ id, is_active }) => is_active && id !== operator.id);
  const handOverTo = way === "keep" ? undefined : way === "queue" ? null : Number(way);
  return (
    <ConfirmSheet
      title={say("deactivate", { name: operator.name })}
      confirm={say("deactivateNow")}
      isBusy={isBusy}
      onConfirm={() => onConfirm(handOverTo)}
      onCancel={onCancel}
    >
      {open && (
        <p className="mb-3">
          {say("openWork", { appeals: open.active, leads: open.open_leads, sales: open.open_sales })}
        </p>
      )}
      <div role="radiogroup" aria-label={say("whoTakesOver")} className="flex flex-col gap-1">
        <p className="mb-1 font-medium">{say("whoTakesOver")}</p>
        {[
          { value: "queue", words: say("toQueue") },
          ...others.map(({ id, name }) => ({ value: String(id), words: name })),
          { value: "keep", words: say("keep", { name: operator.name }) },
        ].map(({ value, words }) => (
          <label key={value} className="flex min-h-9 items-center gap-2.5 max-sm:min-h-11">
            <input
              type="radio"
              name="way"
              className="radio radio-sm"
              checked={way === value}
              onChange={() => setWay(value)}
            />
            {words}
          </label>
        ))}
      </div>
      <p className="mt-3 text-muted text-xs">{say("overflow")}</p>
    </ConfirmSheet>
  );
}
