import { useQuery } from "@tanstack/react-query";
import { ArrowUpRight, ChevronLeft, CircleCheck, Info } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { usePages } from "#components/api/use-pages.ts";
import { DayLine, MessageBubble } from "#components/conversation/message-bubble.tsx";
import { MessageScroller } from "#components/conversation/message-scroller.tsx";
import { useMarkRead } from "#components/conversation/use-mark-read.ts";
import { useFormat } from "#components/format/use-format.ts";
import { LeadChain } from "#components/leads/lead-chain.tsx";
import { leadQuery } from "#components/leads/lead-query.ts";
import { Button } from "#components/ui/button.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import type { AppealJson } from "#lib/conversations/appeals/schema.ts";
import type { MessageJson } from "#lib/conversations/messages/schema.ts";
import { AppealActions } from "./appeal-actions.tsx";
import { AppealSide } from "./appeal-side.tsx";
import { AppealStrip } from "./appeal-strip.tsx";
import { nameOfClient } from "./appeal-words.ts";
import type { InboxContext } from "./context.ts";
import { ReplyBox } from "./reply-box.tsx";
import type { AppealActs } from "./use-appeal-actions.ts";
import type { Leaving } from "./use-open-appeal.ts";

type Props = {
  appeal: AppealJson;
  /** Why the appeal has left the list; undefined while it is in it. */
  left: Leaving | undefined;
  context: InboxContext;
  act: AppealActs;
  onReturn: (appeal: AppealJson) => void;
  onClose: () => void;
  onBack: () => void;
};

/** The second pane: the messages and the reply box. */
export function AppealConversation({ appeal, left, context, act, onReturn, onClose, onBack }: Props) {
  const say = useTranslations("inbox");
  const [isDetailsOpen, setDetailsOpen] = useState(false);
  const isActive = appeal.status === "active";
  const { data: lead } = useQuery(leadQuery(appeal.lead_id));
  useMarkRead(appeal.lead_id, appeal.unread_count);
  return (
    <section aria-label={nameOfClient(appeal)} className="flex min-w-0 flex-1 flex-col">
      <header className="flex min-h-14 flex-none items-center gap-2 border-line border-b px-4 py-2">
        <span className="sm:hidden">
          <Button look="ghost" icon={ChevronLeft} aria-label={say("back")} onClick={onBack} />
        </span>
        <div className="min-w-0 flex-1">
          <h2 dir="auto" className="truncate font-semibold leading-5">
            {nameOfClient(appeal)}
          </h2>
          <p className="truncate text-muted text-xs">
            {say("appeal", { source: appeal.source_name, id: appeal.id })}
          </p>
        </div>
        <span className="max-sm:hidden min-[1100px]:hidden">
          <Button look="ghost" icon={Info} aria-label={say("details")} onClick={() => setDetailsOpen(true)} />
        </span>
        {appeal.status !== "closed" && !left && (
          <AppealActions {...{ appeal, context, onReturn, onClose }} assign={act.assign} />
        )}
      </header>
      <AppealStrip
        appeal={appeal}
        isMine={appeal.operator?.id === context.myOperatorId}
        onOpen={() => setDetailsOpen(true)}
      />
      {lead && <LeadChain lead={lead} renew={act.renew} />}
      <Messages appeal={appeal} />
      {isActive && <ReplyBox appeal={appeal} answer={act.answer} left={left} />}
      {appeal.closed_at && <ClosedFoot appeal={appeal} closedAt={appeal.closed_at} />}
      {isDetailsOpen && (
        <Sheet title={nameOfClient(appeal)} onClose={() => setDetailsOpen(false)} canCloseOutside>
          <AppealSide appeal={appeal} context={context} />
        </Sheet>
      )}
    </section>
  );
}

/** Shown instead of the reply box: a closed appeal is read-only. */
function ClosedFoot({ appeal, closedAt }: { appeal: AppealJson; closedAt: string }) {
  const say = useTranslations("inbox");
  const format = useFormat();
  return (
    <footer className="flex flex-none flex-wrap items-center gap-x-3 gap-y-2 border-line border-t px-5 py-3 max-sm:px-4 max-sm:pb-[max(12px,var(--inset-bottom))]">
      <CircleCheck size={16} className="icon text-muted" aria-hidden />
      <p className="min-w-0 flex-1 basis-52">
        <span className="font-medium">{say("closedAt", { time: format.moment(closedAt) })}</span>{" "}
        <span className="text-muted">{say("closedDetail")}</span>
      </p>
      <Link
        href={`/leads/${appeal.lead_id}`}
        className="btn btn-sm btn-plain h-8 gap-1.5 font-medium max-sm:h-11 max-sm:w-full min-[1100px]:hidden"
      >
        {say("openLead")}
        <ArrowUpRight size={14} className="icon" aria-hidden />
      </Link>
    </footer>
  );
}

function Messages({ appeal }: { appeal: AppealJson }) {
  const say = useTranslations("inbox");
  const format = useFormat();
  const { data: messages = [], more } = usePages<MessageJson>({
    queryKey: ["appeals", appeal.id, "messages"],
    address: `/appeals/${appeal.id}/messages?limit=200`,
  });
  const oldestFirst = messages.toReversed();
  const own = oldestFirst.findIndex(({ appeal_id }) => appeal_id === appeal.id);
  // If the earliest loaded message belongs to this appeal, earlier ones may not be loaded, so it is not marked as the
  // first.
  const firstOwn = own > 0 || !more ? oldestFirst[own]?.id : undefined;
  return (
    <MessageScroller newest={messages[0]?.id} more={more} at="foot">
      {oldestFirst.map((message, index) => {
        const before = oldestFirst[index - 1];
        const isNewDay = !before || format.date(before.created_at) !== format.date(message.created_at);
        return (
          <div key={message.id} className="flex flex-col gap-3">
            {isNewDay && <DayLine at={message.created_at} />}
            {message.id === firstOwn && appeal.operator && appeal.assigned_at && (
              <p className="text-center text-muted text-xs">
                {say("given", { name: appeal.operator.name, time: format.time(appeal.assigned_at) })}
              </p>
            )}
            <MessageBubble message={message} />
          </div>
        );
      })}
    </MessageScroller>
  );
}
