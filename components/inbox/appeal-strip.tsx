import { useQuery } from "@tanstack/react-query";
import { ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFormat } from "#components/format/use-format.ts";
import { leadQuery } from "#components/leads/lead-query.ts";
import { ScoreBars, ScoreWords } from "#components/scoring/score.tsx";
import { StageRing } from "#components/ui/stage-ring.tsx";
import type { AppealJson } from "#lib/conversations/appeals/schema.ts";

type Props = { appeal: AppealJson; isMine: boolean; onOpen: () => void };

/** Replaces the third pane on phones: the client's stage, and a button that opens the rest. */
export function AppealStrip({ appeal, isMine, onOpen }: Props) {
  const say = useTranslations("inbox");
  const stages = useTranslations("stages.lead");
  const format = useFormat();
  const { data: lead } = useQuery(leadQuery(appeal.lead_id));
  return (
    <button
      type="button"
      onClick={onOpen}
      className="flex h-11 flex-none items-center gap-2 border-line border-b bg-base-200 px-4 text-left sm:hidden"
    >
      {lead && (
        <>
          <StageRing stage={lead.stage} />
          <span className="min-w-0 truncate font-medium">{stages(lead.stage)}</span>
          <span className="flex-none text-muted">{format.age(lead.stage_changed_at)}</span>
          <span className="ml-auto flex min-w-0 items-center gap-2">
            <ScoreBars recommendation={lead.ai_recommendation} />
            <ScoreWords score={lead.ai_score} recommendation={lead.ai_recommendation} />
          </span>
        </>
      )}
      <span className={`flex flex-none items-center gap-1 text-muted ${lead ? "" : "ml-auto"}`}>
        {say(isMine ? "whyMe" : "details")}
        <ChevronRight size={16} className="icon" aria-hidden />
      </span>
    </button>
  );
}
