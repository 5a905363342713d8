import { Droppable } from "@hello-pangea/dnd";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { useFormat } from "#components/format/use-format.ts";
import { StageRing } from "#components/ui/stage-ring.tsx";
import type { LaneData } from "./types.ts";

/** A card can be dropped on a tab, because the tab's lane is not visible. */
const PREFIX = "tab:";

/** The lane that a card is over, directly or by its tab. */
export const laneIdOf = (droppableId: string): string => droppableId.replace(PREFIX, "");
export const isTab = (droppableId: string): boolean => droppableId.startsWith(PREFIX);

type Props<Card> = {
  lanes: LaneData<Card>[];
  shown: string;
  onShow: (laneId: string) => void;
};

/** A phone shows one lane at a time. The tabs choose it, accept cards for the other lanes, and fade at the edge. */
export function PhoneTabs<Card>({ lanes, shown, onShow }: Props<Card>) {
  const say = useTranslations("board");
  return (
    <div
      role="tablist"
      aria-label={say("stages")}
      className="fade-right -order-1 flex flex-none gap-1 overflow-x-auto border-line border-b px-2 sm:hidden"
    >
      {lanes.map((lane) => (
        <Tab key={lane.id} lane={lane} isShown={lane.id === shown} onShow={() => onShow(lane.id)} />
      ))}
    </div>
  );
}

type TabProps<Card> = { lane: LaneData<Card>; isShown: boolean; onShow: () => void };

function Tab<Card>({ lane, isShown, onShow }: TabProps<Card>) {
  const format = useFormat();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isShown) button.current?.scrollIntoView({ inline: "center", block: "nearest" });
  }, [isShown]);
  const isRefused = lane.refusal !== undefined;
  return (
    <Droppable droppableId={`${PREFIX}${lane.id}`} isDropDisabled={isShown || isRefused}>
      {(provided, { isDraggingOver }) => (
        <div
          ref={provided.innerRef}
          {...provided.droppableProps}
          role="presentation"
          className={`flex flex-none rounded-t-field ${isDraggingOver ? "bg-primary-soft" : ""} ${isRefused ? "opacity-40" : ""}`}
        >
          <button
            ref={button}
            type="button"
            role="tab"
            aria-selected={isShown}
            onClick={onShow}
            className={`flex h-11 items-center gap-2 border-b-2 px-2 ${isShown ? "border-base-content font-semibold" : "border-transparent text-muted"}`}
          >
            <StageRing stage={lane.id} />
            {lane.name} <span className="text-muted tabular-nums">{format.number(lane.total)}</span>
          </button>
          <span className="hidden">{provided.placeholder}</span>
        </div>
      )}
    </Droppable>
  );
}
