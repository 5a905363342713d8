"use client";

import { useTranslations } from "next-intl";
import { ReasonSheet } from "#components/ui/reason-sheet.tsx";

const QUICK = ["neverAnswered", "noBudget", "otherSupplier", "tooSmall", "wrongContact"] as const;

type Props = { name: string; onLose: (reason: string) => void; onCancel: () => void };

/** Asks why something was lost. */
export function LostSheet({ name, onLose, onCancel }: Props) {
  const say = useTranslations("lost");
  return (
    <ReasonSheet
      title={say("title", { name })}
      detail={say("detail")}
      quick={QUICK.map((key) => say(`quick.${key}`))}
      label={say("reason")}
      confirm={say("lose")}
      onConfirm={onLose}
      onCancel={onCancel}
    />
  );
}
