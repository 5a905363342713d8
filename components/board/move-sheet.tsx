"use client";

import { Check, ChevronRight, Lock } from "lucide-react";
import { useTranslations } from "next-intl";
import { useReasonWords } from "#components/api/use-problem-words.ts";
import { Button } from "#components/ui/button.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { StageRing } from "#components/ui/stage-ring.tsx";
import type { StageTransition } from "#lib/core/stages.ts";

type Props = {
  name: string;
  stage: string;
  transitions: (StageTransition<string> & { name: string })[];
  onMove: (stage: string) => void;
  /** Opens the card at the field of an unmet gate. */
  onOpen: (gate: string | undefined) => void;
  onClose: () => void;
};

/** Moves a card without dragging. It lists every stage, with the reason for those that are not available. */
export function MoveSheet({ name, stage, transitions, onMove, onOpen, onClose }: Props) {
  const say = useTranslations("board");
  const reasonWords = useReasonWords();
  const isDomainMissing = transitions.some(({ reasons }) =>
    reasons.some(({ code }) => code === "no_business_domain"),
  );
  return (
    <Sheet
      title={say("moveTo")}
      detail={name}
      onClose={onClose}
      canCloseOutside
      footer={
        <Button
          look={isDomainMissing ? "primary" : "plain"}
          className="max-sm:h-11 max-sm:w-full"
          onClick={() => onOpen(isDomainMissing ? "/business_domain" : undefined)}
        >
          {say(isDomainMissing ? "addDomain" : "open")}
        </Button>
      }
    >
      <ul className="divide-y divide-line">
        {transitions.map(({ stage: target, name: targetName, allowed, reasons }) => {
          const isHere = target === stage;
          const Icon = isHere ? Check : allowed ? ChevronRight : Lock;
          const words = isHere
            ? [say("itIsHere")]
            : target === "lost" && allowed
              ? [say("asksReason")]
              : allowed
                ? []
                : reasons.map(reasonWords);
          return (
            <li key={target}>
              <button
                type="button"
                disabled={!allowed}
                onClick={() => onMove(target)}
                className={`flex min-h-12 w-full items-center gap-3 py-2 text-left ${allowed ? "hover:bg-hover" : ""}`}
              >
                <StageRing stage={target} />
                <span className="min-w-0 flex-1">
                  <span className={`block ${allowed || isHere ? "font-medium" : "text-muted"}`}>
                    {targetName}
                  </span>
                  {words.map((word) => (
                    <span key={word} className="block text-muted text-xs">
                      {word}
                    </span>
                  ))}
                </span>
                <Icon size={16} className={`icon ${isHere ? "text-primary" : "text-muted"}`} aria-hidden />
              </button>
            </li>
          );
        })}
      </ul>
    </Sheet>
  );
}
