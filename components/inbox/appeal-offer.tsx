import { useTranslations } from "next-intl";
import { SourceIcon } from "#components/format/source-icon.tsx";
import { Button } from "#components/ui/button.tsx";
import type { AppealJson } from "#lib/conversations/appeals/schema.ts";
import { nameOfClient, sourceCode } from "./appeal-words.ts";
import type { InboxContext } from "./context.ts";
import { useSecondsLeft } from "./use-seconds-left.ts";

type Props = {
  appeal: AppealJson;
  context: Pick<InboxContext, "sources">;
  isChosen?: boolean;
  onChoose: () => void;
  /** Attributes that make the row draggable. */
  drag?: React.ComponentProps<"button">;
  onAccept: () => void;
  onReturn: () => void;
};

/** An appeal that is offered to this person, with the time left to accept it. */
export function AppealOffer({ appeal, context, isChosen, onChoose, drag, onAccept, onReturn }: Props) {
  const say = useTranslations("inbox");
  return (
    <div
      className={`mx-3 mb-3 flex flex-col gap-2 rounded-box border-2 p-3 border-primary ${isChosen ? "bg-primary-soft" : "bg-card"}`}
    >
      <button type="button" onClick={onChoose} {...drag} className="flex items-center gap-3 text-left">
        {appeal.accept_by && <Countdown appeal={appeal} />}
        <span className="min-w-0 flex-1">
          <span className="block text-muted text-xs">{say("offered")}</span>
          <span dir="auto" className="block truncate font-medium">
            {nameOfClient(appeal)}
          </span>
        </span>
        <SourceIcon source={sourceCode(context, appeal.source_id)} />
      </button>
      <p className="line-clamp-2 text-muted text-xs">{appeal.message ?? say("noWords")}</p>
      <div className="flex gap-2">
        <Button look="primary" className="flex-1 max-sm:h-11" onClick={onAccept}>
          {say("accept")}
        </Button>
        <Button className="flex-1 max-sm:h-11" onClick={onReturn}>
          {say("return")}
        </Button>
      </div>
    </div>
  );
}

const CIRCLE = 2 * Math.PI * 16;

/** The time left, as a ring and in figures. */
function Countdown({ appeal }: { appeal: AppealJson }) {
  const say = useTranslations("inbox");
  const { left, text } = useSecondsLeft(appeal.accept_by);
  const whole = (Date.parse(appeal.accept_by ?? "") - Date.parse(appeal.assigned_at ?? "")) / 1000;
  const share = Math.max(0, Math.min(1, left / whole));
  return (
    <span className="relative inline-flex size-10 flex-none items-center justify-center">
      <svg viewBox="0 0 36 36" className="absolute inset-0 -rotate-90" aria-hidden>
        <circle cx="18" cy="18" r="16" fill="none" strokeWidth="3" className="stroke-base-300" />
        <circle
          cx="18"
          cy="18"
          r="16"
          fill="none"
          strokeWidth="3"
          strokeDasharray={CIRCLE}
          strokeDashoffset={CIRCLE * (1 - share)}
          className={left < 15 ? "stroke-error" : "stroke-primary"}
        />
      </svg>
      <span className="font-semibold text-2xs tabular-nums" aria-hidden>
        {text}
      </span>
      <span className="quiet">{say("acceptIn", { time: text })}</span>
    </span>
  );
}
