"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { MAX_REASON } from "#lib/core/limits.ts";
import { Button } from "./button.tsx";
import { TextAreaField } from "./field.tsx";
import { isSending } from "./keys.ts";
import { excessOf } from "./length-note.tsx";
import { QuickChoices } from "./quick-choices.tsx";
import { Sheet } from "./sheet.tsx";

type Props = {
  title: string;
  detail: string;
  /** Under which own words are kept when Back or Escape closes the sheet, such as `return-appeal-12`. */
  draftKey: string;
  /** Usual reasons, each by one click. */
  quick: string[];
  label: string;
  confirm: string;
  onConfirm: (reason: string) => void;
  onCancel: () => void;
};

/** Asks why: a usual reason by one click, or own words. */
export function ReasonSheet(props: Props) {
  const { title, detail, draftKey, quick, label, confirm, onConfirm, onCancel } = props;
  const common = useTranslations("common");
  const [reason, setReason] = useState("");
  const isReady = reason.trim() !== "" && excessOf(reason, MAX_REASON) === 0;
  const confirmIt = () => {
    if (isReady) onConfirm(reason.trim());
  };
  return (
    <Sheet
      title={title}
      detail={detail}
      draftKey={draftKey}
      onClose={onCancel}
      footer={
        <>
          <Button onClick={onCancel}>{common("cancel")}</Button>
          <Button look="primary" disabled={!isReady} onClick={confirmIt}>
            {confirm}
          </Button>
        </>
      }
    >
      <QuickChoices
        choices={quick.map((words) => ({ value: words, name: words }))}
        chosen={reason}
        onChoose={setReason}
      />
      <TextAreaField
        label={label}
        value={reason}
        limit={MAX_REASON}
        onChange={(event) => setReason(event.target.value)}
        onKeyDown={(event) => {
          if (isSending(event)) confirmIt();
        }}
      />
    </Sheet>
  );
}
