"use client";

import { useTranslations } from "next-intl";
import { UnreadDot } from "#components/board/unread-dot.tsx";
import { SelectBox } from "#components/bulk/select-box.tsx";
import { useFormat } from "#components/format/use-format.ts";
import { useLeadName } from "#components/format/use-lead-name.ts";
import { ScoreBars, ScoreWords } from "#components/scoring/score.tsx";
import { StageRing } from "#components/ui/stage-ring.tsx";
import type { LeadJson } from "#lib/pipeline/leads/schema.ts";
import type { LeadActions } from "./actions.ts";
import type { LeadsContext } from "./context.ts";
import { EditableField } from "./editable-field.tsx";
import { OwnerSelect } from "./owner-select.tsx";
import type { ColumnKey } from "./table-columns.ts";

type Props = {
  column: ColumnKey;
  lead: LeadJson;
  context: LeadsContext;
  actions: LeadActions;
  onOpen: () => void;
  onEdit: (isEdited: boolean) => void;
};

/** The content of a cell. Fields that people edit are edited in place. */
export function TableCell({ column, lead, context, actions, onOpen, onEdit }: Props) {
  const stages = useTranslations("stages.lead");
  const nameOf = useLeadName();
  const format = useFormat();
  switch (column) {
    case "name":
      return (
        <span className="flex items-center gap-2">
          <SelectBox lead={lead} />
          <button
            type="button"
            title={nameOf(lead)}
            dir="auto"
            onClick={onOpen}
            className={`min-w-0 truncate ${lead.unread_count > 0 ? "font-semibold" : "font-medium"}`}
          >
            {nameOf(lead)}
          </button>
          <UnreadDot count={lead.unread_count} />
        </span>
      );
    case "stage":
      return (
        <span className="inline-flex items-center gap-2">
          <StageRing stage={lead.stage} />
          {stages(lead.stage)}
        </span>
      );
    case "score":
      return (
        <span className="inline-flex items-center gap-2">
          <ScoreBars recommendation={lead.ai_recommendation} />
          <ScoreWords score={lead.ai_score} recommendation={lead.ai_recommendation} />
        </span>
      );
    case "owner":
      return <OwnerSelect lead={lead} context={context} assign={actions.assign} />;
    case "messages":
      return <span className="block text-right text-muted tabular-nums">{lead.message_count}</span>;
    case "inStage":
      return <span className="text-muted">{format.age(lead.stage_changed_at)}</span>;
    case "created":
      return <span className="text-muted">{format.date(lead.created_at)}</span>;
    case "updated":
      return <span className="text-muted">{format.date(lead.updated_at)}</span>;
    default:
      return <EditableField lead={lead} field={column} update={actions.update} onEdit={onEdit} />;
  }
}
