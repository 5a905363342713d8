"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useLostWords } from "#components/format/use-lost-words.ts";
import { ConfirmSheet } from "#components/ui/confirm-sheet.tsx";
import { TextAreaField } from "#components/ui/field.tsx";
import { isSending } from "#components/ui/keys.ts";
import { excessOf } from "#components/ui/length-note.tsx";
import { QuickChoices } from "#components/ui/quick-choices.tsx";
import { MAX_REASON } from "#lib/core/limits.ts";
import { LOST_REASONS, OTHER_REASON } from "#lib/workspace/settings/rules.ts";

/** A reason's code or the workspace's own reason, and the comment. */
export type LossInput = { lost_reason: string; lost_comment: string | null };

type Props = {
  /** The name of one lead or sale, or the number of several. */
  of: { name: string } | { count: number };
  /** The workspace's own reasons, shown beside the built-in ones. */
  own: readonly string[];
  /** The key under which the comment is kept when Back or Escape closes the sheet, such as `lost-lead-12`. */
  draftKey: string;
  onLose: (loss: LossInput) => void;
  onCancel: () => void;
};

/** Asks why something was lost: a reason of the list, a comment, or both. A comment alone is the reason "other". */
export function LostSheet({ of, own, draftKey, onLose, onCancel }: Props) {
  const say = useTranslations("lost");
  const words = useLostWords();
  const [reason, setReason] = useState<string>();
  const [comment, setComment] = useState("");
  const isReady = (reason !== undefined || comment.trim() !== "") && excessOf(comment, MAX_REASON) === 0;
  const confirm = () => {
    if (isReady) onLose({ lost_reason: reason ?? OTHER_REASON, lost_comment: comment.trim() || null });
  };
  const reasons = [...LOST_REASONS.filter((code) => code !== OTHER_REASON), ...own, OTHER_REASON];
  return (
    <ConfirmSheet
      title={"name" in of ? say("title", of) : say("titleOfMany", of)}
      detail={say("detail")}
      draftKey={draftKey}
      confirm={say("lose")}
      disabled={!isReady}
      onConfirm={confirm}
      onCancel={onCancel}
    >
      <QuickChoices
        choices={reasons.map((value) => ({ value, name: words(value) }))}
        chosen={reason}
        // A second click clears the choice.
        onChoose={(value) => setReason(value === reason ? undefined : value)}
      />
      <TextAreaField
        label={say("comment")}
        value={comment}
        limit={MAX_REASON}
        onChange={(event) => setComment(event.target.value)}
        onKeyDown={(event) => {
          if (isSending(event)) confirm();
        }}
      />
    </ConfirmSheet>
  );
}
