import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFormAction } from "#components/api/use-form-action.ts";
import { Button } from "#components/ui/button.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import type { OperatorJson } from "#lib/team/schema.ts";
import type { TeamActions } from "./actions.ts";

type Props = {
  operator: OperatorJson;
  operators: OperatorJson[];
  reassign: TeamActions["reassign"];
  onCancel: () => void;
  onDone: () => void;
};

/** Asks what becomes of the open appeals of somebody who is deactivated. */
export function LeavingSheet({ operator, operators, reassign, onCancel, onDone }: Props) {
  const say = useTranslations("team");
  const common = useTranslations("common");
  const { run, isBusy } = useFormAction();
  const [way, setWay] = useState("queue");
  const others = operators.filter(({ id, is_active }) => is_active && id !== operator.id);
  const confirm = async () => {
    if (way === "keep") return onDone();
    const input = way === "queue" ? {} : { to_operator_id: Number(way) };
    if (await run(() => reassign({ operatorId: operator.id, input }))) onDone();
  };
  return (
    <Sheet
      title={say("deactivate", { name: operator.name, count: operator.current_load })}
      detail={say("deactivateDetail")}
      onClose={onCancel}
      footer={
        <>
          <Button onClick={onCancel}>{common("cancel")}</Button>
          <Button look="primary" isBusy={isBusy} onClick={() => void confirm()}>
            {say("deactivateNow")}
          </Button>
        </>
      }
    >
      <div role="radiogroup" aria-label={say("deactivateDetail")} className="flex flex-col gap-1">
        {[
          { value: "queue", words: say("toQueue") },
          ...others.map(({ id, name }) => ({ value: String(id), words: say("toOperator", { name }) })),
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
    </Sheet>
  );
}
