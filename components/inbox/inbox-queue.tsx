import { useTranslations } from "next-intl";
import { LoadMore, type More } from "#components/ui/load-more.tsx";
import { PageTitle } from "#components/ui/page-title.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import type { AppealJson } from "#lib/conversations/appeals/schema.ts";
import { AppealOffer } from "./appeal-offer.tsx";
import { AppealRow } from "./appeal-row.tsx";
import type { InboxContext } from "./context.ts";
import { dragging } from "./dragging.ts";
import type { InboxGroup, InboxGroups } from "./inbox-order.ts";
import type { AppealActs } from "./use-appeal-actions.ts";
import type { InboxView } from "./use-inbox-place.ts";

const ACTIVE_GROUPS = ["offeredToOthers", "toAnswer", "answered"] as const;

type PaneProps = {
  context: InboxContext;
  view: InboxView;
  onView: (view: InboxView) => void;
  isLoading: boolean;
  className: string;
  children: React.ReactNode;
};

/** The first pane: the list, and the choice of whose appeals it shows. */
export function InboxPane({ context, view, onView, isLoading, className, children }: PaneProps) {
  const say = useTranslations("inbox");
  const closed = { value: "closed" as const, label: say("closedOnes") };
  const views = context.canAssign
    ? [...(["mine", "everybody"] as const).map((value) => ({ value, label: say(value) })), closed]
    : [{ value: "mine" as const, label: say("openOnes") }, closed];
  return (
    <section
      aria-label={say("title")}
      className={`flex w-76 flex-none flex-col border-line border-r max-sm:w-full ${className}`}
    >
      <header className="flex flex-none flex-wrap items-center justify-between gap-x-2 gap-y-2 px-4 pt-2 pb-3 max-sm:pt-3">
        <PageTitle>{say("title")}</PageTitle>
        <div className="[&_button]:px-2 max-sm:w-full max-sm:[&>fieldset]:h-11 max-sm:[&>fieldset]:w-full max-sm:[&_button]:h-10 max-sm:[&_button]:flex-1 max-sm:[&_button]:justify-center">
          <Segmented label={say("views")} value={view} onChange={onView} options={views} />
        </div>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">{isLoading ? <Skeleton /> : children}</div>
      <p className="flex flex-none items-center gap-2 whitespace-nowrap border-line border-t px-4 py-3 text-muted text-xs max-sm:hidden">
        <kbd className="kbd">J</kbd>
        <kbd className="kbd">K</kbd> {say("keys.move")}{" "}
        {view !== "closed" && (
          <>
            <kbd className="kbd">R</kbd> {say("keys.reply")} <kbd className="kbd">E</kbd> {say("keys.close")}
          </>
        )}
      </p>
    </section>
  );
}

type Props = {
  context: InboxContext;
  groups: InboxGroups;
  /** The number of waiting appeals, including those that are not loaded. */
  waitingTotal: number | undefined;
  more: { active: More | undefined; waiting: More | undefined };
  hasOperators: boolean;
  chosenId: number | undefined;
  onChoose: (id: number) => void;
  /** Called with the dragged appeal, and with undefined when the drag ends. */
  onDrag: (appeal?: AppealJson) => void;
  act: AppealActs;
  onReturn: (appeal: AppealJson) => void;
};

/** Open appeals: offered ones, those to answer, and unassigned ones. */
export function InboxQueue(props: Props) {
  const { context, groups, waitingTotal, more, hasOperators, chosenId, onChoose, onDrag, act, onReturn } =
    props;
  // The list is ordered by group, so only the last group can continue on the next page.
  const cutOff = more.active && ACTIVE_GROUPS.findLast((group) => groups[group].length > 0);
  const shared = { context, hasOperators, chosenId, onChoose, onDrag };
  return (
    <>
      {groups.offered.map((appeal) => (
        <AppealOffer
          key={appeal.id}
          appeal={appeal}
          context={context}
          isChosen={appeal.id === chosenId}
          onChoose={() => onChoose(appeal.id)}
          drag={dragging(context, appeal, onDrag)}
          onAccept={() => void act.accept(appeal)}
          onReturn={() => onReturn(appeal)}
        />
      ))}
      {ACTIVE_GROUPS.map((group) => (
        <Group
          key={group}
          name={group}
          appeals={groups[group]}
          count={`${groups[group].length}${group === cutOff ? "+" : ""}`}
          {...shared}
        />
      ))}
      <LoadMore more={more.active} className="py-3" />
      <Group
        name="waiting"
        appeals={groups.waiting}
        count={String(waitingTotal ?? groups.waiting.length)}
        {...shared}
      />
      <LoadMore more={more.waiting} className="py-3" />
    </>
  );
}

type GroupProps = Pick<Props, "context" | "hasOperators" | "chosenId" | "onChoose" | "onDrag"> & {
  name: InboxGroup;
  appeals: AppealJson[];
  count: string;
};

function Group({ name, appeals, count, context, hasOperators, chosenId, onChoose, onDrag }: GroupProps) {
  const say = useTranslations("inbox");
  if (appeals.length === 0) return null;
  return (
    <div>
      <h2 className="-mt-px flex h-8 items-center gap-2 border-line border-y bg-base-200 px-4 text-muted text-xs">
        <span className="font-medium">{say(name)}</span>
        <span className="tabular-nums">{count}</span>
      </h2>
      <ul>
        {appeals.map((appeal) => (
          <AppealRow
            key={appeal.id}
            appeal={appeal}
            context={context}
            hasOperator={hasOperators}
            isChosen={appeal.id === chosenId}
            onChoose={() => onChoose(appeal.id)}
            drag={dragging(context, appeal, onDrag)}
          />
        ))}
      </ul>
    </div>
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
