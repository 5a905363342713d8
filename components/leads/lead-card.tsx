import { ArrowRight, CircleHelp, FileText, History, MessageSquare } from "lucide-react";
import { useTranslations } from "next-intl";
import { memo } from "react";
import { CardFrame, CardOwner } from "#components/board/card-frame.tsx";
import { LostNote } from "#components/board/lost-note.tsx";
import { MoveButton } from "#components/board/move-button.tsx";
import { CardNote, NextStep } from "#components/board/next-step.tsx";
import { UnreadDot } from "#components/board/unread-dot.tsx";
import { SelectBox } from "#components/bulk/select-box.tsx";
import { useSelection } from "#components/bulk/selection.tsx";
import { useFormat } from "#components/format/use-format.ts";
import { useLeadName } from "#components/format/use-lead-name.ts";
import { ScoreBars, ScoreWords } from "#components/scoring/score.tsx";
import type { LeadJson } from "#lib/pipeline/leads/schema.ts";

type Props = {
  lead: LeadJson;
  isLifted?: boolean;
  isSaving?: boolean;
  isChanged?: boolean;
  isMine?: boolean;
  onMoveMenu: (lead: LeadJson) => void;
};

/** A lead on the board: 92 px, three lines. Rendered again only when its data changes. */
export const LeadCard = memo(function LeadCard(props: Props) {
  const { lead, isLifted, isSaving, isChanged, isMine = false, onMoveMenu } = props;
  const say = useTranslations("board");
  const nameOf = useLeadName();
  const format = useFormat();
  const isSelected = useSelection().ids.has(lead.id);
  return (
    <CardFrame
      isLifted={isLifted}
      isSaving={isSaving}
      isChanged={isChanged}
      isSelected={isSelected}
      className="group/lead"
    >
      <div className="flex h-5 items-center gap-2">
        <SelectBox lead={lead} />
        <h3
          dir="auto"
          className={`min-w-0 truncate sm:flex-1 ${lead.unread_count > 0 ? "font-semibold" : "font-medium"}`}
        >
          {nameOf(lead)}
        </h3>
        <UnreadDot count={lead.unread_count} />
        <MoveButton onPress={() => onMoveMenu(lead)} />
      </div>
      <div className="mt-2 flex h-4 max-sm:mt-2.5 items-center gap-2 text-xs">
        <ScoreBars recommendation={lead.ai_recommendation} />
        <ScoreWords score={lead.ai_score} recommendation={lead.ai_recommendation} />
        {lead.ai_stale && (
          <span className="inline-flex items-center gap-1 text-muted">
            <History size={12} className="icon" aria-hidden />
            {say("stale")}
          </span>
        )}
        <time className="ml-auto flex-none text-muted" dateTime={lead.stage_changed_at}>
          {format.age(lead.stage_changed_at)}
        </time>
      </div>
      <div className="mt-1.5 flex h-5 max-sm:mt-2 items-center gap-2 text-xs">
        <ToDo lead={lead} />
        <CardOwner name={lead.owner_name} isMine={isMine} noOwner={say("noOwner")} />
      </div>
    </CardFrame>
  );
});

/** The next step, or what is missing before sales. */
function ToDo({ lead }: { lead: LeadJson }) {
  const say = useTranslations("board");
  if (lead.stage === "lost") return <LostNote of={lead} />;
  if (lead.stage === "transferred") return <CardNote icon={ArrowRight} words={say("inSales")} />;
  if (lead.next_step) return <NextStep step={lead.next_step} at={lead.next_step_at} />;
  if (!lead.owner_id) return <CardNote icon={CircleHelp} words={say("noOwner")} />;
  if (lead.stage === "qualified" && !lead.business_domain)
    return <CardNote icon={FileText} words={say("fillDomain")} />;
  if (lead.stage === "qualified") return <CardNote icon={ArrowRight} words={say("transfer")} />;
  const messages =
    lead.message_count === 0 ? say("firstMessage") : say("messages", { count: lead.message_count });
  return <CardNote icon={MessageSquare} words={messages} />;
}
