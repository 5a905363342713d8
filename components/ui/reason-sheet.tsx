"use client";

import { useState } from "react";
import { MAX_REASON } from "#lib/core/limits.ts";
import { ConfirmSheet } from "./confirm-sheet.tsx";
import { TextAreaField } from "./field.tsx";
import { isSending } from "./keys.ts";
import { excessOf } from "./length-note.tsx";
import { QuickChoices } from "./quick-choices.tsx";

type Props = {
  title: string;
  detail: string;
  /** The key under which the text is kept when Back or Escape closes the sheet, such as `return-appeal-12`. */
  draftKey: string;
  /** Frequent reasons, each a button. */
  quick: string[];
  label: string;
  confirm: string;
  onConfirm: (reason: string) => void;
  onCancel: () => void;
};

/** Asks for a reason: a frequent one by one click, or a text. */
export function ReasonSheet(props: Props) {
  const { title, detail, draftKey, quick, label, confirm, onConfirm, onCancel } = props;
  const [reason, setReason] = useState("");
  const isReady = reason.trim() !== "" && excessOf(reason, MAX_REASON) === 0;
  const confirmIt = () => {
    if (isReady) onConfirm(reason.trim());
  };
  return (
    <ConfirmSheet
      title={title}
      detail={detail}
      draftKey={draftKey}
      confirm={confirm}
      disabled={!isReady}
      onConfirm={confirmIt}
      onCancel={onCancel}
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
    </ConfirmSheet>
  );
}
