import { ArrowRight } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { type Hours, hoursWords } from "#components/format/hours-words.ts";
import { useFormat } from "#components/format/use-format.ts";
import type { EventJson } from "#lib/insight/events/schema.ts";

/** Fields that are shown elsewhere or mean nothing to a reader. */
const HIDDEN = new Set([
  "id",
  "rank",
  "stage_changed_at",
  "ai_analyzed_at",
  "stale_days",
  "ai_reason",
  "input_hash",
  "input",
  "factors",
  "lead_id",
]);

const SCORES = new Set(["ai_score", "score", "min_transfer_score"]);

/** Where the texts of coded values are in the catalogue. */
const CATALOGUES: Record<string, string> = {
  ai_recommendation: "score.words",
  recommendation: "score.words",
  role: "roles",
  status: "drawer.appealStatus",
  presence: "presence",
  strategy: "distribution.strategies",
  ai_provider: "score.providers",
  verdict: "score.verdicts",
  lost_reason: "lost.reasons",
};

function catalogueOf(field: string, subjectType: string): string | undefined {
  if (field === "stage") return `stages.${subjectType === "sale" ? "sale" : "lead"}`;
  return CATALOGUES[field];
}

/** The fields that an event changed, before and after. A creation lists nothing. */
export function ChangeList({ event }: { event: Pick<EventJson, "subject_type" | "before" | "after"> }) {
  const { before, after } = event;
  const say = useTranslations("fields");
  const codes = useTranslations();
  const format = useFormat();
  const locale = useLocale();
  if (!before || !after) return null;
  // If a name is shown, its id adds nothing.
  const isNamed = (name: string) => name.endsWith("_id") && name.replace(/_id$/, "_name") in after;
  const names = Object.keys(after).filter((name) => !HIDDEN.has(name) && !isNamed(name));
  const words = (field: string, value: unknown): string => {
    const code = `${catalogueOf(field, event.subject_type)}.${value}`;
    if (codes.has(code)) return codes(code);
    if (typeof value === "boolean") return codes(value ? "common.yes" : "common.no");
    if (value === null || value === undefined || value === "") return "–";
    if (typeof value === "number" && SCORES.has(field)) return format.score(value);
    if (typeof value === "number") return format.number(Math.round(value * 100) / 100);
    if (typeof value === "string") return /^\d{4}-\d\d-\d\dT/.test(value) ? format.full(value) : value;
    if (field === "working_hours") return hoursWords(value as Hours, locale) || "–";
    // Such as skills, and weights of operators.
    const parts = Array.isArray(value)
      ? value.map((part) => words(field, part))
      : Object.entries(value).map(([key, part]) => `${key} ${words(field, part)}`);
    return parts.join(", ") || "–";
  };
  return (
    <ul className="mt-0.5 text-muted text-xs">
      {names.map((name) => (
        <li key={name} className="flex min-w-0 flex-wrap items-center gap-x-1.5">
          <span>{say.has(name) ? say(name) : name}:</span>
          <span dir="auto" className="max-w-60 truncate line-through decoration-control">
            {words(name, before[name])}
          </span>
          <ArrowRight size={12} className="icon" aria-hidden />
          <span dir="auto" className="max-w-60 truncate text-base-content">
            {words(name, after[name])}
          </span>
        </li>
      ))}
    </ul>
  );
}
