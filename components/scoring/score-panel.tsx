"use client";

import { type UseQueryResult, useQueryClient } from "@tanstack/react-query";
import { History, RefreshCw, ThumbsDown, ThumbsUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { settle } from "#components/api/settle.ts";
import { useProblemToast } from "#components/api/use-problem-toast.ts";
import { useFormat } from "#components/format/use-format.ts";
import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/field.tsx";
import { keyOf } from "#components/ui/keys.ts";
import { QueryPart } from "#components/ui/query-part.tsx";
import { MAX_REASON } from "#lib/core/limits.ts";
import type { ActionResult } from "#lib/http/action.ts";
import type { LeadJson } from "#lib/pipeline/leads/schema.ts";
import { scoreWithDomain } from "#lib/scoring/rules.ts";
import type { AssessmentJson, FeedbackInput } from "#lib/scoring/schema.ts";
import type { SourceJson } from "#lib/workspace/sources/schema.ts";
import { ScoreBars } from "./score.tsx";
import { ScoreFactors } from "./score-factors.tsx";
import { ScoreHistory } from "./score-history.tsx";
import { useAnalyze } from "./use-analyze.ts";

/** Stores the person's feedback on a score. */
export type GiveFeedback = (change: {
  leadId: number;
  input: FeedbackInput;
}) => Promise<ActionResult<AssessmentJson>>;

type Props = {
  lead: LeadJson;
  /** The scores of the lead, newest first. */
  assessments: UseQueryResult<AssessmentJson[]>;
  minTransferScore: number;
  sources: SourceJson[];
  /** Attributes of the element where the score's gate is met. */
  gate: Record<`data-${string}`, string>;
  giveFeedback: GiveFeedback;
};

/** The score with its factors and the feedback of people. */
export function ScorePanel(props: Props) {
  const { lead, assessments, minTransferScore, sources, gate, giveFeedback } = props;
  const known = assessments.data ?? [];
  const [assessment] = known;
  const say = useTranslations("score");
  const format = useFormat();
  const { analyze, isBusy } = useAnalyze(lead.id);
  const [isHistoryOpen, setHistoryOpen] = useState(false);
  const isCurrent = assessment && lead.ai_analyzed_at === assessment.created_at;
  return (
    <section aria-label={say("title")} className="border-line border-b px-4 py-4">
      <header className="flex items-baseline justify-between">
        <h3 className="font-semibold">{say("title")}</h3>
        {assessment && (
          <button
            type="button"
            title={say("history", { count: known.length })}
            className="inline-flex items-center gap-1 text-muted text-xs hover:text-base-content"
            onClick={() => setHistoryOpen(true)}
          >
            <History size={12} className="icon" aria-hidden />
            {say("by", {
              provider: say.has(`providers.${assessment.provider}`)
                ? say(`providers.${assessment.provider}`)
                : assessment.provider,
              age: format.ago(assessment.created_at),
            })}
          </button>
        )}
      </header>
      {lead.ai_score === null ? (
        <p className="mt-2 mb-3 text-muted">{say("noneYet")}</p>
      ) : (
        <>
          <p className="mt-1 mb-3 flex items-center gap-3">
            <span className="font-semibold text-3xl tabular-nums">{format.score(lead.ai_score)}</span>
            <ScoreBars recommendation={lead.ai_recommendation} />
            <span className="text-muted">
              {lead.ai_recommendation && say(`words.${lead.ai_recommendation}`)}
              {lead.ai_stale && `, ${say("stale")}`}
            </span>
          </p>
          <QueryPart query={assessments} skeleton={<div className="skeleton-line h-40" />}>
            {() =>
              assessment && (
                <>
                  {isCurrent && (
                    <ScoreFactors
                      assessment={assessment}
                      minTransferScore={minTransferScore}
                      sources={sources}
                    />
                  )}
                  <Explanation lead={lead} assessment={assessment} minTransferScore={minTransferScore} />
                </>
              )
            }
          </QueryPart>
        </>
      )}
      <div {...gate} className="mt-3 flex items-center gap-2">
        <Button icon={RefreshCw} isBusy={isBusy} onClick={analyze}>
          {say(lead.ai_score === null ? "analyze" : "analyzeAgain")}
        </Button>
        {assessment && (
          <Feedback
            key={assessment.id}
            leadId={lead.id}
            assessment={assessment}
            giveFeedback={giveFeedback}
          />
        )}
      </div>
      {isHistoryOpen && <ScoreHistory assessments={known} onClose={() => setHistoryOpen(false)} />}
    </section>
  );
}

function Explanation({
  lead,
  assessment,
  minTransferScore,
}: Pick<Props, "lead"> & { assessment: AssessmentJson; minTransferScore: number }) {
  const say = useTranslations("score");
  const format = useFormat();
  const withDomain =
    !lead.business_domain && assessment.provider === "rules"
      ? scoreWithDomain(assessment.factors)
      : undefined;
  return (
    <p className="mt-3 rounded-box bg-well px-3 py-2.5 text-muted text-xs">
      <span className="text-base-content">{assessment.reason}</span>
      {withDomain !== undefined && withDomain > assessment.score && (
        <>
          {" "}
          {say("withDomain")}{" "}
          <strong className="font-semibold text-base-content">{format.score(withDomain)}</strong>
          {withDomain >= minTransferScore ? say("enough") : "."}
        </>
      )}
    </p>
  );
}

type FeedbackProps = {
  leadId: number;
  assessment: AssessmentJson;
  giveFeedback: GiveFeedback;
};

function Feedback({ leadId, assessment, giveFeedback }: FeedbackProps) {
  const say = useTranslations("score");
  const tellProblem = useProblemToast();
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  const [isBusy, setBusy] = useState(false);
  const give = async (verdict: Pick<FeedbackInput, "verdict" | "reason">) => {
    setBusy(true);
    const result = await settle(
      giveFeedback({ leadId, input: { assessment_id: assessment.id, ...verdict } }),
    );
    setBusy(false);
    if (!result.ok) return tellProblem(say("notJudged"), result.problem);
    setAsking(false);
    await client.invalidateQueries({ queryKey: ["lead", leadId] });
  };
  const look = (verdict: string) => (assessment.verdict === verdict ? "text-primary" : "");
  return (
    <>
      <span className="ml-auto text-muted text-xs">{say("isRight")}</span>
      <Button
        look="ghost"
        icon={ThumbsUp}
        aria-label={say("agree")}
        aria-pressed={assessment.verdict === "agree"}
        className={look("agree")}
        onClick={() => give({ verdict: "agree" })}
      />
      <Button
        look="ghost"
        icon={ThumbsDown}
        aria-label={say("disagree")}
        aria-pressed={assessment.verdict === "disagree"}
        className={look("disagree")}
        onClick={() => setAsking(!isAsking)}
      />
      {isAsking && (
        <form
          className="absolute right-4 z-10 mt-28 flex w-72 flex-col gap-2 rounded-box bg-base-100 p-3 shadow-over"
          onKeyDown={(event) => {
            if (keyOf(event) !== "Escape") return;
            // Escape closes only the question and keeps its draft. It must not also close the drawer.
            event.preventDefault();
            setAsking(false);
          }}
          onSubmit={(event) => {
            event.preventDefault();
            void give({ verdict: "disagree", reason: reason.trim() || null });
          }}
        >
          <TextField
            label={say("why")}
            value={reason}
            limit={MAX_REASON}
            autoFocus
            onChange={(event) => setReason(event.target.value)}
          />
          <Button type="submit" isBusy={isBusy}>
            {say("disagree")}
          </Button>
        </form>
      )}
    </>
  );
}
