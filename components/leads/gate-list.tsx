import { CircleAlert, CircleCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useReasonWords } from "#components/api/use-problem-words.ts";
import { useAnalyze } from "#components/scoring/use-analyze.ts";
import { Button } from "#components/ui/button.tsx";
import type { Problem } from "#lib/core/errors.ts";
import { GATES } from "#lib/pipeline/leads/rules.ts";
import type { LeadJson } from "#lib/pipeline/leads/schema.ts";
import type { PublicSettingsJson } from "#lib/workspace/settings/schema.ts";

const SCORE = "/ai_score";

/** The order of the gates by their fields. The score comes last, because a button may follow it. */
const POINTERS = [...GATES.map(({ pointer }) => pointer).filter((pointer) => pointer !== SCORE), SCORE];

type Props = {
  lead: LeadJson;
  /** The gates that the lead does not meet. */
  gates: Problem[];
  provider: PublicSettingsJson["ai_provider"];
  /** Goes to the field of a gate. Receives its pointer, such as `/business_domain`. */
  onGoToGate: (pointer: string) => void;
  isRow?: boolean;
};

/** The gates before sales: met ones in green, missing ones in amber with a button. */
export function GateList({ lead, gates, provider, onGoToGate, isRow }: Props) {
  const say = useTranslations("transfer");
  const reasonWords = useReasonWords();
  const pointers = new Set([...POINTERS, ...gates.map(({ pointer = "" }) => pointer)]);
  // The rules and the learned model score by themselves. An LLM costs money, and a first score is made on request only.
  const isAsked = provider === "openai" || lead.ai_score === null;
  return (
    <ul className={isRow ? "flex flex-wrap items-center gap-x-4 gap-y-1 text-xs" : "flex flex-col gap-2"}>
      {[...pointers].flatMap((pointer) => {
        const missing = gates.filter((gate) => (gate.pointer ?? "") === pointer);
        if (missing.length === 0)
          return (
            <li key={pointer} className="inline-flex items-center gap-1.5 text-muted">
              <CircleCheck size={14} className="icon text-success" aria-hidden />
              {say(`met.${pointer.slice(1)}`)}
            </li>
          );
        return missing.map((gate) => (
          <li key={`${pointer} ${gate.code}`} className="inline-flex flex-wrap items-center gap-x-1.5">
            <CircleAlert size={14} className="icon text-warning" aria-hidden />
            {pointer ? (
              <button
                type="button"
                title={say("meet")}
                onClick={() => onGoToGate(pointer)}
                className="text-left underline decoration-control underline-offset-2 hover:decoration-current max-sm:min-h-11"
              >
                {reasonWords(gate)}
              </button>
            ) : (
              reasonWords(gate)
            )}
            {pointer === SCORE && isAsked && <ScoreNow lead={lead} />}
          </li>
        ));
      })}
    </ul>
  );
}

/** Scores the lead where its gate is met, with one click. */
function ScoreNow({ lead }: { lead: LeadJson }) {
  const say = useTranslations("transfer");
  const { analyze, isBusy } = useAnalyze(lead.id);
  return (
    <Button isSmall isBusy={isBusy} className="max-sm:min-h-11" onClick={analyze}>
      {say(lead.ai_score === null ? "scoreNow" : "scoreAgain")}
    </Button>
  );
}
