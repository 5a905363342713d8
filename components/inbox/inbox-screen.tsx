"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { useFullscreenOnPhone } from "#components/ui/fullscreen-on-phone.tsx";
import { ErrorState } from "#components/ui/states.tsx";
import type { AppealJson } from "#lib/conversations/appeals/schema.ts";
import type { InboxActions } from "./actions.ts";
import { AppealConversation } from "./appeal-conversation.tsx";
import { AppealSide } from "./appeal-side.tsx";
import { AssignTray } from "./assign-tray.tsx";
import { ByOperator, ClosedList } from "./closed-list.tsx";
import type { InboxContext } from "./context.ts";
import { GROUPS } from "./inbox-order.ts";
import { InboxPane, InboxQueue } from "./inbox-queue.tsx";
import { LinkedChip } from "./linked-chip.tsx";
import { NothingChosen } from "./nothing-chosen.tsx";
import { ReturnSheet } from "./return-sheet.tsx";
import { useAppealActions } from "./use-appeal-actions.ts";
import { useClosed } from "./use-closed.ts";
import { useInbox } from "./use-inbox.ts";
import { useInboxKeys } from "./use-inbox-keys.ts";
import { useInboxPlace } from "./use-inbox-place.ts";
import { useOpenAppeal } from "./use-open-appeal.ts";

type Props = { context: InboxContext; actions: InboxActions };

/** The queue, the conversation and the client: three panes, or one at a time on a phone. */
export function InboxScreen({ context, actions }: Props) {
  const say = useTranslations("inbox");
  const common = useTranslations("common");
  const place = useInboxPlace(context.canAssign);
  const { view, chosenId, choose, goOn } = place;
  const [dragged, drag] = useState<AppealJson>();
  const [returning, setReturning] = useState<AppealJson>();
  const inbox = useInbox(
    context,
    view === "everybody" ? (place.operatorId ?? view) : "mine",
    place.attention,
  );
  const closedFilter = {
    operatorId: context.canAssign ? place.operatorId : context.myOperatorId,
    day: place.closedOn,
    counted: place.counted,
  };
  const closed = useClosed(closedFilter, view === "closed");
  const { groups, waitingTotal, more } = inbox;
  const { isLoading, error, refetch } = view === "closed" ? closed : inbox;
  const listed = view === "closed" ? (closed.data ?? []) : GROUPS.flatMap((group) => groups[group]);
  const hasMore = Boolean(view === "closed" ? closed.more : (more.active ?? more.waiting));
  const row = listed.findIndex(({ id }) => id === chosenId);
  const { open, left } = useOpenAppeal(isLoading ? undefined : listed, chosenId, hasMore);
  const act = useAppealActions(actions, context);
  const closeAndNext = (appeal: AppealJson) => {
    const own = listed.filter(({ status }) => status === "active");
    const position = own.indexOf(appeal);
    const next = own[position + 1] ?? own[position - 1];
    void act.close(appeal, () => goOn(appeal.id, next?.id));
  };
  useFullscreenOnPhone(open !== undefined);
  useInboxKeys({
    onMove: (step) => choose(listed[Math.min(listed.length - 1, Math.max(0, row + step))]?.id),
    onClose: () => open?.status === "active" && !left && closeAndNext(open),
  });
  if (error) {
    return (
      <ErrorState
        title={say("failed")}
        detail={say("failedDetail")}
        action={<Button onClick={refetch}>{common("tryAgain")}</Button>}
      />
    );
  }
  const panes = { context, act, onReturn: setReturning };
  return (
    <div className="flex h-full min-h-0">
      <InboxPane
        {...{ context, view, isLoading }}
        onView={place.setView}
        className={open ? "max-sm:hidden" : ""}
      >
        {view === "closed" ? (
          <ClosedList
            {...{ closed, context, chosenId }}
            filter={closedFilter}
            onNarrow={place.narrow}
            onChoose={choose}
          />
        ) : (
          <>
            {view === "everybody" && place.operatorId !== undefined && (
              <ByOperator
                label={say("openOf")}
                operators={context.operators}
                operatorId={place.operatorId}
                onNarrow={place.narrow}
              />
            )}
            {place.attention && (
              <LinkedChip
                name={say("shown")}
                value={say(`attention.${place.attention}`)}
                removeLabel={say("showAll")}
                onRemove={() => place.narrow({ attention: undefined })}
              />
            )}
            <InboxQueue
              {...panes}
              {...{ groups, waitingTotal, more, chosenId }}
              hasOperators={view === "everybody"}
              onChoose={choose}
              onDrag={drag}
            />
          </>
        )}
      </InboxPane>
      <div className={`relative flex min-w-0 flex-1 ${open ? "" : "max-sm:contents"}`}>
        {open ? (
          <>
            <AppealConversation
              key={open.id}
              appeal={open}
              left={left}
              {...panes}
              onClose={() => closeAndNext(open)}
              onBack={() => choose(undefined)}
            />
            <aside className="w-80 flex-none overflow-y-auto border-line border-l max-[1099px]:hidden">
              <AppealSide appeal={open} context={context} />
            </aside>
          </>
        ) : (
          <NothingChosen hasAny={listed.length > 0} isLoading={isLoading} view={view} />
        )}
        {dragged && (
          <AssignTray
            appeal={dragged}
            context={context}
            onDrop={(operatorId) => {
              drag(undefined);
              void act.assign(dragged, operatorId);
            }}
          />
        )}
      </div>
      {returning && (
        <ReturnSheet
          appealId={returning.id}
          onCancel={() => setReturning(undefined)}
          onConfirm={(reason) => {
            setReturning(undefined);
            void act.giveBack(returning, reason, () => goOn(returning.id, undefined));
          }}
        />
      )}
    </div>
  );
}
