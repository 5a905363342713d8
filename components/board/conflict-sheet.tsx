"use client";

import { useTranslations } from "next-intl";
import { ChangeList } from "#components/log/change-list.tsx";
import { Button } from "#components/ui/button.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import type { Conflict } from "./use-moves.ts";

type Props<Item> = {
  conflict: Conflict<Item>;
  subjectType: "lead" | "sale";
  name: string;
  /** The stage that the card was moved to. */
  target: string;
  /** Whether the card may still move there from its current stage. */
  isStillOpen: boolean;
  onClose: () => void;
};

/** Shows what others changed in a card while it was being moved. The person can still move it. */
export function ConflictSheet<Item>(props: Props<Item>) {
  const { conflict, subjectType, name, target, isStillOpen, onClose } = props;
  const say = useTranslations("board.conflict");
  const again = () => {
    onClose();
    conflict.again();
  };
  return (
    <Sheet
      title={say("title")}
      detail={name}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{say("keep")}</Button>
          {isStillOpen && (
            <Button look="primary" onClick={again}>
              {say("moveAnyway", { stage: target })}
            </Button>
          )}
        </>
      }
    >
      <p>{say(isStillOpen ? "detail" : "detailClosed", { stage: target })}</p>
      <div className="mt-3 rounded-box border border-line p-3">
        <ChangeList event={{ subject_type: subjectType, ...conflict.changed }} />
      </div>
    </Sheet>
  );
}
