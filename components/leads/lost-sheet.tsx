"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { TextAreaField } from "#components/ui/field.tsx";
import { Sheet } from "#components/ui/sheet.tsx";

const QUICK = ["neverAnswered", "noBudget", "otherSupplier", "tooSmall", "wrongContact"] as const;

type Props = { name: string; onLose: (reason: string) => void; onCancel: () => void };

/** Asks why something was lost: a usual reason by one click, or own words. */
export function LostSheet({ name, onLose, onCancel }: Props) {
  const say = useTranslations("lost");
  const common = useTranslations("common");
  const [reason, setReason] = useState("");
  return (
    <Sheet
      title={say("title", { name })}
      detail={say("detail")}
      onClose={onCancel}
      footer={
        <>
          <Button onClick={onCancel}>{common("cancel")}</Button>
          <Button look="primary" disabled={reason.trim() === ""} onClick={() => onLose(reason.trim())}>
            {say("lose")}
          </Button>
        </>
      }
    >
      <div className="mb-4 flex flex-wrap gap-2">
        {QUICK.map((key) => (
          <button
            key={key}
            type="button"
            aria-pressed={reason === say(`quick.${key}`)}
            onClick={() => setReason(say(`quick.${key}`))}
            className={`h-7 rounded-field border px-2.5 max-sm:h-11 ${reason === say(`quick.${key}`) ? "border-primary-line bg-primary-soft font-medium" : "border-line-strong hover:bg-hover"}`}
          >
            {say(`quick.${key}`)}
          </button>
        ))}
      </div>
      <TextAreaField
        label={say("reason")}
        value={reason}
        maxLength={500}
        onChange={(event) => setReason(event.target.value)}
      />
    </Sheet>
  );
}
