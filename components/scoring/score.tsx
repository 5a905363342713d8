import { useTranslations } from "next-intl";
import { useFormat } from "#components/format/use-format.ts";
import type { Recommendation } from "#lib/pipeline/leads/schema.ts";

const LEVEL: Record<Recommendation, number> = { lost: 1, continue_nurturing: 2, transfer_to_sales: 3 };

/** One to three bars for a lead's recommendation. Renders nothing without a score. */
export function ScoreBars({ recommendation }: { recommendation: Recommendation | null }) {
  const level = recommendation ? LEVEL[recommendation] : 0;
  return (
    <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden className="flex-none">
      {[1, 2, 3].map((bar) => (
        <rect
          key={bar}
          x={(bar - 1) * 4.25}
          y={12 - bar * 4}
          width="3.25"
          height={bar * 4}
          rx="1"
          className={bar <= level ? "fill-base-content" : "fill-control/40"}
        />
      ))}
    </svg>
  );
}

/** The score as number and word. */
export function ScoreWords({
  score,
  recommendation,
}: {
  score: number | null;
  recommendation: Recommendation | null;
}) {
  const say = useTranslations("score");
  const format = useFormat();
  if (score === null || recommendation === null) return <span className="text-muted">{say("none")}</span>;
  return (
    <span className="min-w-0 truncate">
      <span className={`tabular-nums ${recommendation === "transfer_to_sales" ? "font-medium" : ""}`}>
        {format.score(score)}
      </span>{" "}
      <span className="text-muted">{say(`words.${recommendation}`)}</span>
    </span>
  );
}
