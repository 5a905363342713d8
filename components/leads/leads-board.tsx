"use client";

import { useTranslations } from "next-intl";
import { useEffect } from "react";
import type { ColumnJson } from "#components/board/columns.ts";
import { PipelineBoard, usePipeline } from "#components/board/pipeline-board.tsx";
import { useSelection } from "#components/bulk/selection.tsx";
import { useLeadName } from "#components/format/use-lead-name.ts";
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
  /** Opens a lead, optionally at the field of a gate. */
  onOpen: (leadId: number, gate?: string) => void;
  /** The ids in the order of the board, for the drawer's previous and next buttons. */
  onOrder: (leadIds: number[]) => void;
};

/** The leads by stage. A transfer asks for the sale's amount. */
export function LeadsBoard({ initial, context, actions, query, onOpen, onOrder }: Props) {
  const say = useTranslations("board");
  const stages = useTranslations("stages.lead");
  const nameOf = useLeadName();
  const selection = useSelection();
  const { settings } = context;
  const pipeline = usePipeline<LeadJson, LeadStage>({
    subjectType: "lead",
    query,
    initial,
    idsOf: ({ subject_type, subject_id }) => (subject_type === "lead" ? [subject_id] : []),
    nameOf,
    stageName: stages,
    transitionsOf: (lead) => leadTransitions(lead, settings.min_transfer_score),
    move: ({ id }, stage, place) => actions.move({ leadId: id, input: { stage, ...place } }),
    undo: ({ id }) => actions.undoMove({ leadId: id }),
    asksAt: ["lost", "transferred"],
    isUndoable: (stage) => stage !== "transferred",
  });
  const { board, moves } = pipeline;
  const ids = board.columns.flatMap(({ cards }) => cards.map(({ id }) => id)).join();
  useEffect(() => onOrder(ids ? ids.split(",").map(Number) : []), [ids, onOrder]);
  return (
    <>
      <PipelineBoard
        pipeline={pipeline}
        lostReasons={settings.lost_reasons}
        renderCard={(lead, state) => (
          <LeadCard
            lead={lead}
            isMine={lead.owner_id !== null && lead.owner_id === context.myOperatorId}
            {...state}
          />
        )}
        onOpen={({ id }, gate) => onOpen(id, gate)}
        onSelect={selection.isPossible ? ({ id }) => selection.toggle(id) : undefined}
        denialOf={(stage) =>
          stage === "transferred" && !context.canTransfer ? say("managersTransfer") : undefined
        }
        refusalTitle={(lead, stage) => {
          const isBack = LEAD_STAGES.indexOf(stage) < LEAD_STAGES.indexOf(lead.stage);
          return isBack ? say("notBack", { stage: stages(stage) }) : say("notYet");
        }}
      />
      {moves.pending?.shown.stage === "transferred" && (
        <TransferSheet
          lead={moves.pending.card}
          name={nameOf(moves.pending.card)}
          settings={settings}
          onGoToGate={(gate) => {
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
