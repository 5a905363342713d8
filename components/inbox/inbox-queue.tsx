import { CircleAlert, Timer } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFormat } from "#components/format/use-format.ts";
import { SourceIcon } from "#components/leads/source-icon.tsx";
import { PageTitle } from "#components/ui/page-title.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { MANAGERS_TOLD_AFTER } from "#lib/appeals/rules.ts";
import type { AppealJson } from "#lib/appeals/schema.ts";
import { AppealOffer } from "./appeal-offer.tsx";
import { nameOfClient, sourceCode } from "./appeal-words.ts";
import { dragging } from "./dragging.ts";
import { type InboxGroups, waitsSince } from "./inbox-order.ts";
import type { InboxContext } from "./inbox-screen.tsx";
import type { AppealActs } from "./use-appeal-actions.ts";

const ROW_GROUPS = ["offeredToOthers", "toAnswer", "answered", "waiting"] as const;

type Props = {
  context: InboxContext;
  groups: InboxGroups;
  isLoading: boolean;
  view: "mine" | "everybody";
  onView: (view: "mine" | "everybody") => void;
  chosenId: number | undefined;
  onChoose: (id: number) => void;
  /** Called with what is dragged, and with nothing when it is let go. */
  onDrag: (appeal?: AppealJson) => void;
  act: AppealActs;
  onReturn: (appeal: AppealJson) => void;
  className: string;
};

/** The first pane: what is offered, what wants an answer, and what waits for anybody. */
export function InboxQueue(props: Props) {
  const { context, groups, isLoading, view, onView, chosenId, onChoose, onDrag, act, onReturn, className } =
    props;
  const say = useTranslations("inbox");
  return (
    <section
      aria-label={say("title")}
      className={`flex w-73 flex-none flex-col border-line border-r max-sm:w-full ${className}`}
    >
      <header className="flex flex-none items-center justify-between gap-3 px-4 pt-2 pb-3 max-sm:pt-3">
        <PageTitle>{say("title")}</PageTitle>
        {context.mayAssign && (
          <Segmented
            label={say("views")}
            value={view}
            onChange={onView}
            options={[
              { value: "mine", label: say("mine") },
              { value: "everybody", label: say("everybody") },
            ]}
          />
        )}
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">
        {isLoading && <Skeleton />}
        {groups.offered.map((appeal) => (
          <AppealOffer
            key={appeal.id}
            appeal={appeal}
            context={context}
            isChosen={appeal.id === chosenId}
            onChoose={() => onChoose(appeal.id)}
            onDrag={onDrag}
            onAccept={() => void act.accept(appeal)}
            onReturn={() => onReturn(appeal)}
          />
        ))}
        {ROW_GROUPS.map((group) =>
          groups[group].length === 0 ? null : (
            <div key={group}>
              <h2 className="flex h-8 items-center gap-2 border-line border-y bg-base-200 px-4 text-muted text-xs">
                <span className="font-medium">{say(group)}</span>
                <span className="tabular-nums">{groups[group].length}</span>
              </h2>
              <ul>
                {groups[group].map((appeal) => (
                  <QueueRow
                    key={appeal.id}
                    appeal={appeal}
                    context={context}
                    showsOperator={view === "everybody"}
                    isChosen={appeal.id === chosenId}
                    onChoose={() => onChoose(appeal.id)}
                    onDrag={onDrag}
                  />
                ))}
              </ul>
            </div>
          ),
        )}
      </div>
      <p className="flex flex-none items-center gap-2 whitespace-nowrap border-line border-t px-4 py-3 text-muted text-xs max-sm:hidden">
        <kbd className="kbd">J</kbd>
        <kbd className="kbd">K</kbd> {say("keys.move")} <kbd className="kbd">R</kbd> {say("keys.reply")}{" "}
        <kbd className="kbd">E</kbd> {say("keys.close")}
      </p>
    </section>
  );
}

type RowProps = {
  appeal: AppealJson;
  context: InboxContext;
  showsOperator: boolean;
  isChosen: boolean;
  onChoose: () => void;
  onDrag: (appeal?: AppealJson) => void;
};

function QueueRow({ appeal, context, showsOperator, isChosen, onChoose, onDrag }: RowProps) {
  const say = useTranslations("inbox");
  const format = useFormat();
  const last = appeal.last_message;
  const words = last?.text ?? appeal.message ?? say("noWords");
  const isOurTurn = appeal.status === "waiting" || last?.direction !== "out";
  return (
    <li>
      <button
        type="button"
        aria-current={isChosen}
        onClick={onChoose}
        {...dragging(context, appeal, onDrag)}
        className={`flex w-full flex-col gap-1 border-line border-b border-l-3 px-4 py-3 text-left ${isChosen ? "border-l-primary bg-primary-soft" : "border-l-transparent hover:bg-hover"}`}
      >
        <span className="flex w-full items-center gap-2">
          <SourceIcon source={sourceCode(context, appeal.source_id)} />
          <span className="min-w-0 flex-1 truncate font-medium">{nameOfClient(appeal)}</span>
          {isOurTurn && (
            <span className="inline-flex flex-none items-center gap-1 text-muted text-xs tabular-nums">
              <Timer size={13} className="icon" aria-hidden />
              <span className="quiet">{say("waits", { age: "" })}</span>
              {format.age(waitsSince(appeal))}
            </span>
          )}
        </span>
        <span className={`line-clamp-1 w-full text-xs ${isOurTurn ? "" : "text-muted"}`}>
          {last?.direction === "out" ? say("you", { text: words }) : words}
        </span>
        {showsOperator && (
          <span className="truncate text-muted text-xs">{appeal.operator?.name ?? say("nobodyHas")}</span>
        )}
        {appeal.missed_count >= MANAGERS_TOLD_AFTER && (
          <span className="inline-flex items-center gap-1 text-error text-xs">
            <CircleAlert size={12} className="icon" aria-hidden />
            {say("nobodyAccepts")}
          </span>
        )}
      </button>
    </li>
  );
}

function Skeleton() {
  return (
    <div aria-busy className="flex flex-col gap-5 p-4">
      {["w-2/3", "w-5/6", "w-1/2", "w-3/4"].map((width) => (
        <div key={width} className="flex flex-col gap-2">
          <div className="skeleton-line h-4 w-1/2" />
          <div className={`skeleton-line h-3 ${width}`} />
        </div>
      ))}
    </div>
  );
}
