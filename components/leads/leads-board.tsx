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
import { useSelection } from "#components/bulk/selection.tsx";
import { useLeadName } from "#components/format/use-lead-name.ts";
import { Button } from "#components/ui/button.tsx";
import { ErrorState } from "#components/ui/states.tsx";
import { LEAD_STAGES, type LeadStage, leadTransitions } from "#lib/pipeline/leads/rules.ts";
import type { LeadJson } from "#lib/pipeline/leads/schema.ts";
import type { LeadActions } from "./actions.ts";
import type { LeadsContext } from "./context.ts";
import { LeadCard } from "./lead-card.tsx";
import { TransferSheet } from "./on-demand.ts";

type Props = {
  initial: ColumnJson<LeadJson>[];
  context: LeadsContext;
  actions: LeadActions;
  query: string;
  /** Opens a lead, at the field of a gate if one is named. */
  onOpen: (leadId: number, gate?: string) => void;
  /** The cards in the order of the board, for previous and next in the drawer. */
  onOrder: (leadIds: number[]) => void;
};

/** The leads by stage. What a stage demands is told from the lift on, before anything is dropped. */
export function LeadsBoard({ initial, context, actions, query, onOpen, onOrder }: Props) {
  const say = useTranslations("board");
  const stages = useTranslations("stages.lead");
  const reasonWords = useReasonWords();
  const nameOf = useLeadName();
  const words = useBoardWords(nameOf);
  const board = useBoard<LeadJson>({
    board: "leads",
    query,
    initial,
    idsOf: ({ subject_type, subject_id }) => (subject_type === "lead" ? [subject_id] : []),
  });
  const moves = useMoves<LeadJson, LeadStage>({
    board,
    nameOf,
    stageName: stages,
    move: ({ id }, stage, place) => actions.move({ leadId: id, input: { stage, ...place } }),
    undo: ({ id }) => actions.undoMove({ leadId: id }),
    asksAt: ["lost", "transferred"],
    isUndoable: (stage) => stage !== "transferred",
  });
  const selection = useSelection();
  const changed = useChangedCards("lead", moves.savingId);
  const [lifted, setLifted] = useState<LeadJson>();
  const [menuFor, setMenuFor] = useState<LeadJson>();
  const { settings } = context;
  const transitionsOf = (lead: LeadJson) =>
    leadTransitions(
      { stage: lead.stage, aiScore: lead.ai_score, businessDomain: lead.business_domain },
      settings.min_transfer_score,
    );
  const refusals = new Map(
    lifted ? transitionsOf(lifted).map(({ stage, allowed, reasons }) => [stage, allowed ? [] : reasons]) : [],
  );
  const { setHeld } = board;
  useEffect(
    () => setHeld(lifted !== undefined || moves.pending !== undefined || moves.savingId !== undefined),
    [lifted, moves.pending, moves.savingId, setHeld],
  );
  const ids = board.columns.flatMap(({ cards }) => cards.map(({ id }) => id)).join();
  useEffect(() => onOrder(ids ? ids.split(",").map(Number) : []), [ids, onOrder]);

  const laneOf = (column: ColumnJson<LeadJson>): LaneData<LeadJson> => {
    const stage = column.stage as LeadStage;
    const reasons = refusals.get(stage) ?? [];
    const mayNot = stage === "transferred" && !context.mayTransfer;
    const why = mayNot ? [say("managersTransfer")] : reasons.map(reasonWords);
    return {
      id: stage,
      name: stages(stage),
      head: (
        <LaneHead
          stage={stage}
          name={stages(stage)}
          count={column.count}
          medianHours={column.median_age_hours}
          note={lifted && stage === "lost" && why.length === 0 ? say("asksReason") : undefined}
        />
      ),
      cards: column.cards,
      total: column.count,
      footer: say("loaded", { shown: column.cards.length, total: column.count }),
      refusal:
        lifted && why.length > 0 && lifted.stage !== stage ? (
          <RefusalCard title={refusalTitle(stage, lifted)} reasons={why} />
        ) : undefined,
      empty: <LaneEmpty board="leads" stage={stage} isFiltered={query !== ""} />,
      hasMore: column.next !== null,
      onReachEnd: () => column.next && void board.loadMore(stage, column.next),
    };
  };
  const refusalTitle = (stage: LeadStage, lead: LeadJson) => {
    const isBack = LEAD_STAGES.indexOf(stage) < LEAD_STAGES.indexOf(lead.stage);
    return isBack ? say("notBack", { stage: stages(stage) }) : say("notYet");
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
          renderCard={(lead, isLifted) => (
            <LeadCard
              lead={lead}
              isLifted={isLifted}
              isSaving={moves.savingId === lead.id}
              isChanged={changed.has(lead.id)}
              isMine={lead.owner_id !== null && lead.owner_id === context.myOperatorId}
              onMoveMenu={setMenuFor}
            />
          )}
          onOpen={({ id }) => onOpen(id)}
          onMoveMenu={setMenuFor}
          onSelect={selection.isPossible ? ({ id }) => selection.toggle(id) : undefined}
          onLift={setLifted}
          onDrop={moves.drop}
        />
      </div>
      {menuFor && (
        <MoveSheet
          name={nameOf(menuFor)}
          stage={menuFor.stage}
          transitions={transitionsOf(menuFor).map((transition) => ({
            ...transition,
            name: stages(transition.stage),
          }))}
          onMove={(stage) => {
            setMenuFor(undefined);
            moves.moveTo(menuFor, stage as LeadStage);
          }}
          onOpen={(gate) => {
            setMenuFor(undefined);
            onOpen(menuFor.id, gate);
          }}
          onClose={() => setMenuFor(undefined)}
        />
      )}
      {moves.conflict && (
        <ConflictSheet
          conflict={moves.conflict}
          subjectType="lead"
          name={nameOf(moves.conflict.card)}
          target={stages(moves.conflict.to as LeadStage)}
          isStillOpen={transitionsOf(moves.conflict.card).some(
            ({ stage, allowed }) => stage === moves.conflict?.to && allowed,
          )}
          onClose={moves.closeConflict}
        />
      )}
      {moves.pending?.shown.stage === "lost" && (
        <LostSheet
          of={{ name: nameOf(moves.pending.card) }}
          draftKey={`lost-lead-${moves.pending.card.id}`}
          own={settings.lost_reasons}
          onLose={moves.confirmLost}
          onCancel={moves.cancel}
        />
      )}
      {moves.pending?.shown.stage === "transferred" && (
        <TransferSheet
          lead={moves.pending.card}
          name={nameOf(moves.pending.card)}
          settings={settings}
          onMeet={(gate) => {
            const leadId = moves.pending?.card.id;
            moves.cancel();
            if (leadId !== undefined) onOpen(leadId, gate);
          }}
          onTransfer={(sale) =>
            void moves.confirmBy(
              ({ id, version }) => actions.transfer({ leadId: id, input: { ...sale, version } }),
              say("transferredToSales"),
            )
          }
          onCancel={moves.cancel}
        />
      )}
    </>
  );
}
