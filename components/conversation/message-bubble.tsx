import { Check, CheckCheck, CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFormat } from "#components/format/use-format.ts";
import type { MessageJson } from "#lib/conversations/messages/schema.ts";
import { LinkedText } from "./linked-text.tsx";

/** The heading of a new day in a conversation. */
export function DayLine({ at }: { at: string }) {
  const format = useFormat();
  return (
    <div className="flex items-center gap-3 py-1 text-muted text-xs before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
      {format.date(at)}
    </div>
  );
}

const STATE_ICONS = {
  stored: Check,
  sent: Check,
  delivered: CheckCheck,
  read: CheckCheck,
  failed: CircleAlert,
};

/** One message with its delivery state: the client's on the left, ours on the right. */
export function MessageBubble({ message }: { message: MessageJson }) {
  const say = useTranslations("conversation");
  const format = useFormat();
  const isOut = message.direction === "out";
  const State = STATE_ICONS[message.delivery_state];
  return (
    <div
      dir="auto"
      className={`flow-root max-w-[75%] rounded-box px-3 py-2 text-base ${isOut ? "self-end rounded-br-sm bg-primary-soft" : "self-start rounded-bl-sm bg-well"}`}
    >
      {/* The bubble's direction is set by the text of the message alone. */}
      <p dir="auto" className="quiet">
        {isOut ? (message.operator_name ?? say("us")) : say("client")}
      </p>
      <span className="whitespace-pre-wrap break-words">
        <LinkedText text={message.text} />
      </span>
      <span className="float-right mt-1 ml-2 inline-flex items-center gap-1 text-muted text-xs tabular-nums">
        {format.time(message.created_at)}
        {isOut && (
          <State
            size={12}
            className={`icon ${message.delivery_state === "failed" ? "text-error" : "text-primary"}`}
            aria-label={say(`states.${message.delivery_state}`)}
          />
        )}
      </span>
    </div>
  );
}
