import { ThumbsDown, ThumbsUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFormat } from "#components/format/use-format.ts";
import { Sheet } from "#components/ui/sheet.tsx";
import type { AssessmentJson } from "#lib/scoring/schema.ts";
import { ScoreBars } from "./score.tsx";

type Props = { assessments: AssessmentJson[]; onClose: () => void };

/** The scores of a lead, newest first, with their providers, reasons and feedback. */
export function ScoreHistory({ assessments, onClose }: Props) {
  const say = useTranslations("score");
  return (
    <Sheet title={say("historyTitle")} onClose={onClose} canCloseOutside>
      <ol className="-mx-1">
        {assessments.map((assessment) => (
          <HistoryRow key={assessment.id} assessment={assessment} />
        ))}
      </ol>
    </Sheet>
  );
}

function HistoryRow({ assessment }: { assessment: AssessmentJson }) {
  const say = useTranslations("score");
  const format = useFormat();
  const { score, recommendation, provider, reason, verdict, verdict_by, verdict_reason, created_at } =
    assessment;
  const who = verdict && say(verdict === "agree" ? "agreed" : "disagreed", { name: verdict_by ?? "" });
  const Thumb = verdict === "agree" ? ThumbsUp : ThumbsDown;
  return (
    <li className="border-line border-b px-1 py-3 last:border-b-0">
      <p className="flex items-center gap-2">
        <span className="font-semibold tabular-nums">{format.score(score)}</span>
        <ScoreBars recommendation={recommendation} />
        <span>{say(`words.${recommendation}`)}</span>
        <span className="ml-auto text-muted text-xs">
          {say.has(`providers.${provider}`) ? say(`providers.${provider}`) : provider},{" "}
          <time dateTime={created_at}>{format.moment(created_at)}</time>
        </span>
      </p>
      <p className="mt-1 text-muted text-xs">{reason}</p>
      {who && (
        <p className="mt-1 flex items-center gap-1.5 text-xs">
          <Thumb size={12} className="icon text-muted" aria-hidden />
          {verdict_reason ? say("because", { who, reason: verdict_reason }) : who}
        </p>
      )}
    </li>
  );
}
