"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "./button.tsx";
import { TextAreaField } from "./field.tsx";
import { Sheet } from "./sheet.tsx";

type Props = {
  title: string;
  detail: string;
  /** Usual reasons, each by one click. */
  quick: string[];
  label: string;
  confirm: string;
  onConfirm: (reason: string) => void;
  onCancel: () => void;
};

/** Asks why: a usual reason by one click, or own words. */
export function ReasonSheet({ title, detail, quick, label, confirm, onConfirm, onCancel }: Props) {
  const common = useTranslations("common");
  const [reason, setReason] = useState("");
  const confirmIt = () => {
    if (reason.trim() !== "") onConfirm(reason.trim());
  };
  return (
    <Sheet
      title={title}
      detail={detail}
      onClose={onCancel}
      footer={
        <>
          <Button onClick={onCancel}>{common("cancel")}</Button>
          <Button look="primary" disabled={reason.trim() === ""} onClick={confirmIt}>
            {confirm}
          </Button>
        </>
      }
    >
      <div className="mb-4 flex flex-wrap gap-2">
        {quick.map((words) => (
          <button
            key={words}
            type="button"
            aria-pressed={reason === words}
            onClick={() => setReason(words)}
            className={`h-7 rounded-field border px-2.5 max-sm:h-11 ${reason === words ? "border-primary-line bg-primary-soft font-medium" : "border-line-strong hover:bg-hover"}`}
          >
            {words}
          </button>
        ))}
      </div>
      <TextAreaField
        label={label}
        value={reason}
        maxLength={500}
        onChange={(event) => setReason(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) confirmIt();
        }}
      />
    </Sheet>
  );
}
