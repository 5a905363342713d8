"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useReasonWords } from "#components/api/use-problem-words.ts";
import { Button } from "#components/ui/button.tsx";
import { ErrorState } from "#components/ui/states.tsx";
import type { StageTransition } from "#lib/core/stages.ts";
import type { FeedJson } from "#lib/insight/feed/schema.ts";
import { Board } from "./board.tsx";
import type { Column, ColumnJson } from "./columns.ts";
import { LaneHead } from "./lane-head.tsx";
import { ConflictSheet, LaneEmpty, LostSheet, MoveSheet } from "./on-demand.ts";
import { RefusalCard } from "./refusal-card.tsx";
import type { LaneData } from "./types.ts";
import { useBoard } from "./use-board.ts";
import { useBoardWords } from "./use-board-words.ts";
import { useChangedCards } from "./use-changed-cards.ts";
import { type MovedCard, type MoveOptions, useMoves } from "./use-moves.ts";

type Options<Item extends MovedCard, Stage extends string> = Omit<MoveOptions<Item, Stage>, "board"> & {
  subjectType: "lead" | "sale";
  /** The filters as query parameters of the API. */
  query: string;
  initial: ColumnJson<Item>[];
  /** The ids of the cards that a change affects. */
  idsOf: (change: FeedJson, columns: Column<Item>[]) => number[];
  /** Every stage, and why the card may not move there. */
  transitionsOf: (card: Item) => StageTransition<Stage>[];
};

type Pipeline<Item extends MovedCard, Stage extends string> = Options<Item, Stage> & {
  board: ReturnType<typeof useBoard<Item>>;
  moves: ReturnType<typeof useMoves<Item, Stage>>;
};

/** What `PipelineBoard` shows: the cards of a pipeline by stage, and their moves. */
export function usePipeline<Item extends MovedCard, Stage extends string>(
  options: Options<Item, Stage>,
): Pipeline<Item, Stage> {
  const { subjectType, query, initial, idsOf } = options;
  const board = useBoard<Item>({ board: `${subjectType}s`, query, initial, idsOf });
  return { ...options, board, moves: useMoves<Item, Stage>({ ...options, board }) };
}

/** How to render a card in its current state. */
export type CardState<Item> = {
  isLifted: boolean;
  isSaving: boolean;
  isChanged: boolean;
  onMoveMenu: (card: Item) => void;
};

type Props<Item extends MovedCard, Stage extends string> = {
  pipeline: Pipeline<Item, Stage>;
  /** The workspace's own reasons for a loss, shown beside the built-in ones. */
  lostReasons: readonly string[];
  renderCard: (card: Item, state: CardState<Item>) => React.ReactNode;
  /** Opens a card, optionally at the field of a gate. */
  onOpen: (card: Item, gate?: string) => void;
  onSelect?: ((card: Item) => void) | undefined;
  /** Why this person may not move cards to a stage at all. */
  denialOf?: (stage: Stage) => string | undefined;
  /** The text above the reasons why a card may not move to a stage. */
  refusalTitle?: (card: Item, stage: Stage) => string;
  sumOf?: (column: ColumnJson<Item>) => React.ReactNode;
};

/**
 * A board of a pipeline, with the forms that some moves require. The requirements of a stage are shown as soon as a
 * card is lifted, before it is dropped.
 */
export function PipelineBoard<Item extends MovedCard, Stage extends string>(props: Props<Item, Stage>) {
  const { pipeline, lostReasons, renderCard, onOpen, onSelect, denialOf, refusalTitle, sumOf } = props;
  const { subjectType, query, nameOf, stageName, transitionsOf, board, moves } = pipeline;
  const say = useTranslations("board");
  const reasonWords = useReasonWords();
  const words = useBoardWords(nameOf);
  const changed = useChangedCards(subjectType, moves.savingId);
  const [lifted, setLifted] = useState<Item>();
  const [menuFor, setMenuFor] = useState<Item>();
  const { setHeld } = board;
  useEffect(
    () => setHeld(lifted !== undefined || moves.pending !== undefined || moves.savingId !== undefined),
    [lifted, moves.pending, moves.savingId, setHeld],
  );
  const refusals = new Map(
    lifted ? transitionsOf(lifted).map(({ stage, reasons }) => [stage, reasons.map(reasonWords)]) : [],
  );
  const laneOf = (column: Column<Item>): LaneData<Item> => {
    const stage = column.stage as Stage;
    const denial = denialOf?.(stage);
    const reasons = denial === undefined ? (refusals.get(stage) ?? []) : [denial];
    return {
      id: stage,
      name: stageName(stage),
      head: (
        <LaneHead
          stage={stage}
          name={stageName(stage)}
          count={column.count}
          medianHours={column.median_age_hours}
          sum={sumOf?.(column)}
          note={lifted && stage === "lost" && reasons.length === 0 ? say("asksReason") : undefined}
        />
      ),
      cards: column.cards,
      total: column.count,
      footer: say("loaded", { shown: column.cards.length, total: column.count }),
      refusal:
        lifted && reasons.length > 0 && lifted.stage !== stage ? (
          <RefusalCard title={refusalTitle?.(lifted, stage) ?? say("notYet")} reasons={reasons} />
        ) : undefined,
      empty: <LaneEmpty board={`${subjectType}s`} stage={stage} isFiltered={query !== ""} />,
      hasMore: column.next !== null,
      onReachEnd: () => column.next && void board.loadMore(stage, column.next),
    };
  };
  if (board.error && board.columns.length === 0) {
    return (
      <ErrorState
        title={say("failed")}
        detail={say("failedDetail")}
        action={<Button onClick={() => board.refetch()}>{say("again")}</Button>}
      />
    );
  }
  return (
    <>
      <div className="flex min-h-0 flex-1 flex-col max-sm:contents">
        <Board
          lanes={board.columns.map(laneOf)}
          words={words}
          renderCard={(card, isLifted) =>
            renderCard(card, {
              isLifted,
              isSaving: moves.savingId === card.id,
              isChanged: changed.has(card.id),
              onMoveMenu: setMenuFor,
            })
          }
          onOpen={(card) => onOpen(card)}
          onMoveMenu={setMenuFor}
          onSelect={onSelect}
          onLift={setLifted}
          onDrop={moves.drop}
        />
      </div>
      {menuFor && (
        <MoveSheet
          name={nameOf(menuFor)}
          stage={menuFor.stage}
          transitions={transitionsOf(menuFor).map((one) => ({ ...one, name: stageName(one.stage) }))}
          onMove={(stage) => {
            setMenuFor(undefined);
            moves.moveTo(menuFor, stage as Stage);
          }}
          onOpen={(gate) => {
            setMenuFor(undefined);
            onOpen(menuFor, gate);
          }}
          onClose={() => setMenuFor(undefined)}
        />
      )}
      {moves.conflict && (
        <ConflictSheet
          conflict={moves.conflict}
          subjectType={subjectType}
          name={nameOf(moves.conflict.card)}
          target={stageName(moves.conflict.to as Stage)}
          isStillOpen={transitionsOf(moves.conflict.card).some(
            ({ stage, allowed }) => stage === moves.conflict?.to && allowed,
          )}
          onClose={moves.closeConflict}
        />
      )}
      {moves.pending?.shown.stage === "lost" && (
        <LostSheet
          of={{ name: nameOf(moves.pending.card) }}
          draftKey={`lost-${subjectType}-${moves.pending.card.id}`}
          own={lostReasons}
          onLose={moves.confirmLost}
          onCancel={moves.cancel}
        />
      )}
    </>
  );
}
