"use client";

import { useQueryClient } from "@tanstack/react-query";
import { MessageSquare } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { z } from "zod";
import { repeatable } from "#components/api/problem-of.ts";
import { settle } from "#components/api/settle.ts";
import type { Paged } from "#components/api/use-pages.ts";
import { useFormat } from "#components/format/use-format.ts";
import { useLeadName } from "#components/format/use-lead-name.ts";
import { EventLine } from "#components/log/event-line.tsx";
import type { More } from "#components/ui/load-more.tsx";
import { QueryPart } from "#components/ui/query-part.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import type { AddMessagesInput, MessageJson, MessagesAddedJson } from "#lib/conversations/messages/schema.ts";
import type { ActionResult } from "#lib/http/action.ts";
import type { EventJson } from "#lib/insight/events/schema.ts";
import type { LeadJson } from "#lib/pipeline/leads/schema.ts";
import { Composer } from "./composer.tsx";
import { DayLine, MessageBubble } from "./message-bubble.tsx";
import { MessageScroller } from "./message-scroller.tsx";
import { useMarkRead } from "./use-mark-read.ts";

const BUBBLES = ["h-14 w-3/5", "ml-auto h-10 w-1/2", "h-10 w-2/5", "ml-auto h-14 w-3/5"];

const skeleton = (
  <div className="flex flex-col gap-3 px-5 py-4">
    {BUBBLES.map((shape) => (
      <div key={shape} className={`skeleton-line ${shape}`} />
    ))}
  </div>
);

type Line =
  | { at: string; message: MessageJson; event?: never }
  | { at: string; event: EventJson; message?: never };

/** Types of events that are shown between the messages: moves. */
const IN_BETWEEN = new Set(["lead.stage_moved", "lead.transferred", "lead.stage_undone"]);

/** Stores messages of a lead, once for each key. */
export type AddMessages = (
  change: { leadId: number; input: AddMessagesInput },
  key: string,
) => Promise<ActionResult<z.infer<typeof MessagesAddedJson>>>;

type Props = {
  lead: LeadJson;
  messages: Paged<MessageJson>;
  events: Paged<EventJson>;
  send: AddMessages;
};

/** The messages of a lead, and the field for a new one. */
export function Conversation({ lead, messages, events, send }: Props) {
  return (
    <>
      <div className="flex min-h-0 flex-1 flex-col">
        <QueryPart query={messages} skeleton={skeleton}>
          {(known) => <Lines lead={lead} messages={known} more={messages.more} events={events} />}
        </QueryPart>
      </div>
      <Write lead={lead} send={send} />
    </>
  );
}

type LinesProps = {
  lead: LeadJson;
  messages: MessageJson[];
  more: More | undefined;
  events: Paged<EventJson>;
};

/** The messages by day, with the moves between them. */
function Lines({ lead, messages, more, events }: LinesProps) {
  const say = useTranslations("conversation");
  const format = useFormat();
  const known = events.data ?? [];
  const earliest = messages.at(-1)?.created_at ?? "";
  // Moves older than the earliest loaded message are left out, because their place is between messages that are not
  // loaded.
  const moves = known.filter(
    ({ type, created_at }) => IN_BETWEEN.has(type) && (!more || created_at >= earliest),
  );
  const earlier = more && {
    ...more,
    load: () => {
      more.load();
      if ((known.at(-1)?.created_at ?? "") > earliest) events.more?.load();
    },
  };
  const lines: Line[] = [
    ...messages.map((message) => ({ at: message.created_at, message })),
    ...moves.map((event) => ({ at: event.created_at, event })),
  ].sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
  useMarkRead(lead.id, lead.unread_count);
  return (
    <MessageScroller newest={messages[0]?.id} more={earlier} at="top">
      {messages.length === 0 && (
        <EmptyState
          icon={MessageSquare}
          title={say("empty")}
          detail={say("emptyDetail", { count: lead.message_count })}
        />
      )}
      {lines.map((line, index) => {
        const isNewDay =
          format.date(line.at) !== (lines[index - 1] && format.date(lines[index - 1]?.at ?? line.at));
        return (
          <div
            key={line.message ? `m${line.message.id}` : `e${line.event.id}`}
            className="flex flex-col gap-3"
          >
            {isNewDay && <DayLine at={line.at} />}
            {line.message ? (
              <MessageBubble message={line.message} />
            ) : (
              <p className="text-center text-muted text-xs">
                <EventLine event={line.event} />, {format.time(line.at)}
              </p>
            )}
          </div>
        );
      })}
    </MessageScroller>
  );
}

type WriteProps = { lead: LeadJson; send: AddMessages };

/** Saves a message with the lead. It is not sent to the client from here. */
function Write({ lead, send }: WriteProps) {
  const say = useTranslations("conversation");
  const nameOf = useLeadName();
  const client = useQueryClient();
  const [direction, setDirection] = useState<"out" | "in">("out");
  return (
    <Composer
      leadId={lead.id}
      way={direction}
      send={async (text, key) => {
        const result = await settle(repeatable(send({ leadId: lead.id, input: { text, direction } }, key)));
        if (result.ok) void client.invalidateQueries({ queryKey: ["lead", lead.id] });
        return result;
      }}
      label={say("write", { name: nameOf(lead) })}
      placeholder={say(direction === "out" ? "write" : "note", { name: nameOf(lead) })}
      action={say("keep")}
    >
      <Segmented
        label={say("direction")}
        value={direction}
        onChange={setDirection}
        options={[
          { value: "out", label: say("ours") },
          { value: "in", label: say("theirs") },
        ]}
      />
    </Composer>
  );
}
