"use client";

import {
  DragDropContext,
  type DragStart,
  type DragUpdate,
  type DropResult,
  type ResponderProvided,
} from "@hello-pangea/dnd";
import { startTransition, useState } from "react";
import { useNonce } from "#components/providers/providers.tsx";
import { Lane } from "./lane.tsx";
import { isTab, laneIdOf, PhoneTabs } from "./phone-tabs.tsx";
import type { BoardWords, Drop, LaneData, LiftedCard } from "./types.ts";
import { useFollowedFocus } from "./use-followed-focus.ts";
import { useSwipe } from "./use-swipe.ts";

type Props<Card extends { id: number }> = {
  lanes: LaneData<Card>[];
  words: BoardWords<Card>;
  renderCard: (card: Card, isLifted: boolean) => React.ReactNode;
  onOpen: (card: Card) => void;
  onMoveMenu: (card: Card) => void;
  onSelect?: ((card: Card) => void) | undefined;
  onLift: (card: Card | undefined) => void;
  onDrop: (drop: Drop<Card>) => void;
};

/**
 * Columns of cards that can be dragged by mouse, touch or keyboard. It does not depend on the kind of cards: the lanes
 * say which cards they refuse, and why.
 */
export function Board<Card extends { id: number }>(props: Props<Card>) {
  const { lanes, words, renderCard, onOpen, onMoveMenu, onSelect, onLift, onDrop } = props;
  const nonce = useNonce();
  const followedFocus = useFollowedFocus();
  const [lifted, setLifted] = useState<LiftedCard>();
  /** The lane that is visible on a phone. */
  const [shown, setShown] = useState(lanes[0]?.id ?? "");
  const swipe = useSwipe((step) => {
    const next = lanes[lanes.findIndex(({ id }) => id === shown) + step];
    if (next && !lifted) setShown(next.id);
  });
  const placesIn = ({ id, refusal }: LaneData<Card>) => {
    const targetIndex = lifted?.to === id ? lifted.toIndex : undefined;
    const isFrom = lifted?.from === id;
    return {
      targetIndex,
      leftIndex: isFrom && targetIndex === undefined ? lifted.fromIndex : undefined,
      isRefused: lifted !== undefined && !isFrom && refusal !== undefined,
    };
  };
  const laneOf = (droppableId: string) => lanes.find((lane) => lane.id === laneIdOf(droppableId));
  const cardOf = (draggableId: string) =>
    lanes.flatMap(({ cards }) => cards).find(({ id }) => String(id) === draggableId);

  const onDragStart = ({ draggableId, source }: DragStart, { announce }: ResponderProvided) => {
    const card = cardOf(draggableId);
    const lane = laneOf(source.droppableId);
    const place = {
      from: source.droppableId,
      fromIndex: source.index,
      to: source.droppableId,
      toIndex: source.index,
    };
    setLifted({ id: Number(draggableId), ...place });
    // Rendering the lanes' texts for the card may take a frame longer, so that the lift itself is not delayed.
    startTransition(() => onLift(card));
    if (card && lane) announce(words.lifted(card, lane.name, source.index + 1, lane.cards.length));
  };
  const onDragUpdate = ({ destination }: DragUpdate, { announce }: ResponderProvided) => {
    setLifted(
      (before) => before && { ...before, to: destination?.droppableId, toIndex: destination?.index ?? 0 },
    );
    const lane = destination && laneOf(destination.droppableId);
    announce(lane ? words.over(lane.name, destination.index + 1) : words.overNothing);
  };
  const onDragEnd = ({ draggableId, source, destination }: DropResult, { announce }: ResponderProvided) => {
    setLifted(undefined);
    onLift(undefined);
    const card = cardOf(draggableId);
    const lane = destination && laneOf(destination.droppableId);
    const isSamePlace = destination?.droppableId === source.droppableId && destination.index === source.index;
    if (!card || !lane || isSamePlace) {
      announce(words.returned);
      return;
    }
    const others = lane.cards.filter(({ id }) => id !== card.id);
    const index = isTab(destination.droppableId) ? 0 : destination.index;
    announce(words.dropped(card, lane.name));
    onDrop({
      card,
      from: source.droppableId,
      to: lane.id,
      index,
      after: others[index - 1],
      before: others[index],
    });
  };
  return (
    <DragDropContext
      nonce={nonce}
      dragHandleUsageInstructions={words.instructions}
      onDragStart={onDragStart}
      onDragUpdate={onDragUpdate}
      onDragEnd={onDragEnd}
    >
      <PhoneTabs lanes={lanes} shown={shown} onShow={setShown} />
      <div
        className="flex min-h-0 flex-1 gap-3 p-4 max-sm:touch-pan-y max-sm:gap-0 max-sm:p-0"
        {...swipe}
        {...followedFocus}
      >
        {lanes.map((lane) => (
          <Lane
            key={lane.id}
            lane={lane}
            {...placesIn(lane)}
            isShownOnPhone={lane.id === shown}
            renderCard={renderCard}
            onOpen={onOpen}
            onMoveMenu={onMoveMenu}
            onSelect={onSelect}
          />
        ))}
      </div>
    </DragDropContext>
  );
}
