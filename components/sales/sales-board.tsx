"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useReasonWords } from "#components/api/use-problem-words.ts";
import { Board } from "#components/board/board.tsx";
import type { ColumnJson } from "#components/board/columns.ts";
import { LaneHead } from "#components/board/lane-head.tsx";
import { ConflictSheet, LaneEmpty, LostSheet, MoveSheet } from "#components/board/on-demand.ts";
import { RefusalCard } from "#components/board/refusal-card.tsx";
import type { LaneData } from "#components/board/types.ts";
import { useBoard } from "#components/board/use-board.ts";
import { useBoardWords } from "#components/board/use-board-words.ts";
import { useChangedCards } from "#components/board/use-changed-cards.ts";
import { useMoves } from "#components/board/use-moves.ts";
import { MoneySum } from "#components/format/money-sum.tsx";
import { type SaleStage, saleTransitions } from "#lib/pipeline/sales/rules.ts";
import type { SaleJson } from "#lib/pipeline/sales/schema.ts";
import type { PublicSettingsJson } from "#lib/workspace/settings/schema.ts";
import type { OperatorJson } from "#lib/workspace/team/schema.ts";
import type { SaleActions } from "./actions.ts";
import { SaleCard } from "./sale-card.tsx";
import { SaleSheet } from "./sale-sheet.tsx";

type Props = {
  initial: ColumnJson<SaleJson>[];
  /** The filters, as the API takes them. */
  query: string;
  settings: PublicSettingsJson;
  operators: OperatorJson[];
  myOperatorId: number | null;
  mayUpdate: boolean;
  actions: SaleActions;
};

/** The sales by stage, with what each column is worth. */
export function SalesBoard({ initial, query, settings, operators, myOperatorId, mayUpdate, actions }: Props) {
  const board = useTranslations("board");
  const stages = useTranslations("stages.sale");
  const shell = useTranslations("shell");
  const reasonWords = useReasonWords();
  const nameOf = (sale: SaleJson) => sale.lead_name ?? shell("unnamed", { id: sale.lead_id });
  const words = useBoardWords(nameOf);
  const data = useBoard<SaleJson>({
    board: "sales",
    query,
    initial,
    idsOf: ({ subject_type, subject_id }, columns) => {
      if (subject_type === "sale") return [subject_id];
      if (subject_type !== "lead") return [];
      return columns
        .flatMap(({ cards }) => cards.filter((sale) => sale.lead_id === subject_id))
        .map(({ id }) => id);
    },
  });
  const moves = useMoves<SaleJson, SaleStage>({
    board: data,
    nameOf,
    stageName: stages,
    move: ({ id }, stage, place) => actions.move({ saleId: id, input: { stage, ...place } }),
    undo: ({ id }) => actions.undoMove({ saleId: id }),
    asksAt: ["lost"],
    isUndoable: (stage) => stage !== "paid",
  });
  const changed = useChangedCards("sale", moves.savingId);
  const [lifted, setLifted] = useState<SaleJson>();
  const [menuFor, setMenuFor] = useState<SaleJson>();
  // As it was when it was opened: it may leave the board while somebody types.
  const [opened, setOpened] = useState<SaleJson>();
  const { setHeld } = data;
  useEffect(
    () => setHeld(lifted !== undefined || moves.pending !== undefined || moves.savingId !== undefined),
    [lifted, moves.pending, moves.savingId, setHeld],
  );
  const refusals = new Map(
    lifted ? saleTransitions(lifted.stage).map(({ stage, reasons }) => [stage, reasons]) : [],
  );

  const filters = Object.fromEntries(new URLSearchParams(query));
  const currency = filters.currency ?? settings.currency;
  const hrefOf = (currency: string) => `/sales?${new URLSearchParams({ ...filters, currency })}`;
  const laneOf = (column: ColumnJson<SaleJson>): LaneData<SaleJson> => {
    const stage = column.stage as SaleStage;
    const reasons = (refusals.get(stage) ?? []).map(reasonWords);
    const isRefused = lifted && reasons.length > 0 && lifted.stage !== stage;
    return {
      id: stage,
      name: stages(stage),
      head: (
        <LaneHead
          stage={stage}
          name={stages(stage)}
          count={column.count}
          medianHours={column.median_age_hours}
          sum={
            column.amounts.length > 0 && (
              <MoneySum amounts={column.amounts} currency={currency} hrefOf={hrefOf} isShort />
            )
          }
          note={lifted && stage === "lost" && reasons.length === 0 ? board("asksReason") : undefined}
        />
      ),
      cards: column.cards,
      total: column.count,
      footer: board("loaded", { shown: column.cards.length, total: column.count }),
      refusal: isRefused ? <RefusalCard title={board("notYet")} reasons={reasons} /> : undefined,
      empty: <LaneEmpty board="sales" stage={stage} isFiltered={query !== ""} />,
      hasMore: column.next !== null,
      onReachEnd: () => column.next && void data.loadMore(stage, column.next),
    };
  };
  return (
    <>
      <div className="flex min-h-0 flex-1 flex-col max-sm:contents">
        <Board
          lanes={data.columns.map(laneOf)}
          words={words}
          renderCard={(sale, isLifted) => (
            <SaleCard
              sale={sale}
              name={nameOf(sale)}
              isLifted={isLifted}
              isSaving={moves.savingId === sale.id}
              isChanged={changed.has(sale.id)}
              isMine={sale.owner_id !== null && sale.owner_id === myOperatorId}
              onMoveMenu={setMenuFor}
            />
          )}
          onOpen={setOpened}
          onMoveMenu={setMenuFor}
          onLift={setLifted}
          onDrop={moves.drop}
        />
      </div>
      {menuFor && (
        <MoveSheet
          name={nameOf(menuFor)}
          stage={menuFor.stage}
          transitions={saleTransitions(menuFor.stage).map((one) => ({ ...one, name: stages(one.stage) }))}
          onMove={(stage) => {
            setMenuFor(undefined);
            moves.moveTo(menuFor, stage as SaleStage);
          }}
          onOpen={() => {
            setMenuFor(undefined);
            setOpened(menuFor);
          }}
          onClose={() => setMenuFor(undefined)}
        />
      )}
      {moves.conflict && (
        <ConflictSheet
          conflict={moves.conflict}
          subjectType="sale"
          name={nameOf(moves.conflict.card)}
          target={stages(moves.conflict.to as SaleStage)}
          isStillOpen={saleTransitions(moves.conflict.card.stage).some(
            ({ stage, allowed }) => stage === moves.conflict?.to && allowed,
          )}
          onClose={moves.closeConflict}
        />
      )}
      {moves.pending && (
        <LostSheet
          of={{ name: nameOf(moves.pending.card) }}
          draftKey={`lost-sale-${moves.pending.card.id}`}
          own={settings.lost_reasons}
          onLose={moves.confirmLost}
          onCancel={moves.cancel}
        />
      )}
      {opened && (
        <SaleSheet
          sale={opened}
          name={nameOf(opened)}
          operators={operators}
          mayUpdate={mayUpdate}
          update={actions.update}
          onDone={(sale) => {
            setOpened(undefined);
            if (sale) data.replace(sale);
            if (sale) void data.refetch();
          }}
        />
      )}
    </>
  );
}
