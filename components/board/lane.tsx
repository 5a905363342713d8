"use client";

import { Draggable, type DraggableProvided, Droppable, type DroppableProvided } from "@hello-pangea/dnd";
import { memo, useEffect, useState } from "react";
import { keyOf } from "#components/ui/keys.ts";
import { focusNeighbour } from "./focus-neighbour.ts";
import { forwardTouches } from "./forward-touches.ts";
import type { LaneData } from "./types.ts";
import { useVisibleRows } from "./use-visible-rows.ts";

/** The height of a card, as in the styles. */
const CARD = "var(--spacing-leadcard)";
/** Pixels below a card. The drag library makes room for a lifted card by changing the margins of the others. */
const GAP = 8;
/** The distance from one card to the next, as in the styles. */
const STRIDE = `(${CARD} + ${GAP}px)`;
/** The same in pixels. */
const strideNow = () => (window.matchMedia("(max-width: 639px)").matches ? 96 : 92) + GAP;
const OVERSCAN = 3;
/** Room below the last card for the text at the bottom. */
const FOOT = 32;

type Props<Card> = {
  lane: LaneData<Card>;
  /** Whether the lane refuses the lifted card. */
  isRefused: boolean;
  /** The index at which the lifted card would be dropped here. */
  targetIndex: number | undefined;
  /** The index at which it was lifted here, while it is over another lane. */
  leftIndex: number | undefined;
  isShownOnPhone: boolean;
  renderCard: (card: Card, isLifted: boolean) => React.ReactNode;
  onOpen: (card: Card) => void;
  onMoveMenu: (card: Card) => void;
  /** Adds the card to the selection or removes it; undefined if nothing can be selected. */
  onSelect: ((card: Card) => void) | undefined;
};

function LaneOfCards<Card extends { id: number }>(props: Props<Card>) {
  const { lane, isRefused, targetIndex, isShownOnPhone, renderCard } = props;
  const isTarget = targetIndex !== undefined;
  const look = isTarget ? "border-primary-line bg-primary-soft" : "border-transparent bg-base-200";
  return (
    <section
      aria-label={lane.name}
      className={`relative flex min-w-lane flex-1 basis-0 flex-col rounded-box border max-sm:min-w-0 max-sm:rounded-none ${look} ${isRefused ? "bg-hatch" : ""} ${isShownOnPhone ? "" : "max-sm:hidden"}`}
    >
      <header className="flex min-h-10 flex-none items-center gap-2 px-3 max-sm:absolute max-sm:right-4 max-sm:bottom-full max-sm:min-h-11">
        {lane.head}
      </header>
      {isRefused && <div className="absolute inset-x-2 top-10.5 z-10">{lane.refusal}</div>}
      <Droppable
        droppableId={lane.id}
        mode="virtual"
        isDropDisabled={isRefused}
        renderClone={(provided, _snapshot, rubric) => {
          const card = lane.cards[rubric.source.index];
          return (
            <div ref={provided.innerRef} {...provided.draggableProps} {...provided.dragHandleProps}>
              {card && <div className="rotate-2 rounded-lg shadow-lift">{renderCard(card, true)}</div>}
            </div>
          );
        }}
      >
        {(provided, snapshot) => (
          <Cards {...props} provided={provided} hasPlaceholder={snapshot.isUsingPlaceholder} />
        )}
      </Droppable>
      {lane.total > 0 && (
        <p className="pointer-events-none absolute inset-x-0 bottom-0 rounded-b-box bg-linear-to-t from-55% from-base-200 px-3 pt-6 pb-1.5 text-center text-muted text-xs tabular-nums max-sm:hidden">
          {lane.footer}
        </p>
      )}
    </section>
  );
}

/**
 * One column. Only visible cards are in the document. While a card is dragged, only the columns that it leaves and
 * enters are rendered again.
 */
export const Lane = memo(LaneOfCards) as typeof LaneOfCards;

type CardsProps<Card> = Props<Card> & { provided: DroppableProvided; hasPlaceholder: boolean };

function Cards<Card extends { id: number }>(props: CardsProps<Card>) {
  const { provided, hasPlaceholder, isRefused, targetIndex, leftIndex, lane, renderCard } = props;
  const { onOpen, onMoveMenu, onSelect } = props;
  const count = lane.cards.length + (hasPlaceholder ? 1 : 0);
  const { scroller, rows } = useVisibleRows({ count, strideNow, overscan: OVERSCAN });
  const lastRow = rows.at(-1) ?? 0;
  // Each lane has one tab stop, at the card that had the focus last. Arrow keys move from card to card.
  const [visitedId, setVisitedId] = useState<number>();
  const stop = rows.find((row) => lane.cards[row]?.id === visitedId) ?? rows[0];
  const { hasMore, onReachEnd } = lane;
  useEffect(() => {
    if (hasMore && lastRow >= lane.cards.length - OVERSCAN) onReachEnd();
  }, [hasMore, lastRow, lane.cards.length, onReachEnd]);
  const isTarget = targetIndex !== undefined;
  return (
    <div
      ref={(element) => {
        scroller.current = element;
        provided.innerRef(element);
      }}
      {...provided.droppableProps}
      data-left-behind={leftIndex === undefined ? undefined : ""}
      className={`lane-cards min-h-0 flex-1 overflow-y-auto overscroll-contain px-2 pt-0.5 max-sm:px-4 max-sm:pt-3 ${isRefused ? "opacity-30" : ""}`}
    >
      {lane.cards.length === 0 && !isTarget && lane.empty}
      <div className="relative" style={{ height: `calc(${count} * ${STRIDE} + ${FOOT}px)` }}>
        {leftIndex !== undefined && (
          <Slot index={leftIndex} look="border border-line-strong bg-base-300/60" />
        )}
        {isTarget && <Slot index={targetIndex} look="border-2 border-primary bg-primary-soft" />}
        {rows.map((index) => {
          const card = lane.cards[index];
          return (
            card && (
              <Draggable key={card.id} draggableId={String(card.id)} index={index}>
                {(draggable) => (
                  <Handle
                    draggable={draggable}
                    lane={lane.id}
                    index={index}
                    top={`calc(${index} * ${STRIDE})`}
                    isStop={index === stop}
                    onVisit={() => setVisitedId(card.id)}
                    onOpen={() => onOpen(card)}
                    onMoveMenu={() => onMoveMenu(card)}
                    onSelect={onSelect && (() => onSelect(card))}
                  >
                    {renderCard(card, false)}
                  </Handle>
                )}
              </Draggable>
            )
          );
        })}
      </div>
    </div>
  );
}

/** A placeholder where a card was lifted, or where it would be dropped. */
function Slot({ index, look }: { index: number; look: string }) {
  const style = { top: `calc(${index} * ${STRIDE})`, height: CARD };
  return <div aria-hidden className={`absolute inset-x-0 rounded-lg border-dashed ${look}`} style={style} />;
}

/** The drag library makes a card a button, but a button may not contain other controls, and a card does. */
const HANDLE = { role: "group" } as const;

type HandleProps = {
  draggable: DraggableProvided;
  lane: string;
  index: number;
  top: string;
  isStop: boolean;
  onVisit: () => void;
  onOpen: () => void;
  onMoveMenu: () => void;
  onSelect: (() => void) | undefined;
  children: React.ReactNode;
};

function Handle(props: HandleProps) {
  const { draggable, lane, index, top, isStop, onVisit, onOpen, onMoveMenu, onSelect, children } = props;
  const onKeyDown = (event: React.KeyboardEvent<HTMLElement>) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const key = keyOf(event);
    if (key === "Enter") onOpen();
    else if (key === "m") onMoveMenu();
    else if (key === "x" && onSelect) onSelect();
    else if (!focusNeighbour(event.currentTarget, key)) return;
    event.preventDefault();
  };
  return (
    <div
      ref={draggable.innerRef}
      {...draggable.draggableProps}
      {...draggable.dragHandleProps}
      {...HANDLE}
      tabIndex={isStop ? 0 : -1}
      onFocus={onVisit}
      onTouchStart={forwardTouches}
      data-board-lane={lane}
      data-board-index={index}
      onClick={onOpen}
      onKeyDown={onKeyDown}
      style={{
        ...draggable.draggableProps.style,
        position: "absolute",
        top,
        left: 0,
        right: 0,
        height: CARD,
        marginBottom: GAP,
      }}
      className="rounded-lg"
    >
      {children}
    </div>
  );
}
