import type { Problem } from "#lib/core/errors.ts";
import { type StageTransition, stageMachine } from "#lib/core/stages.ts";

export const LEAD_STAGES = ["new", "contacted", "qualified", "transferred", "lost"] as const;
export type LeadStage = (typeof LEAD_STAGES)[number];

/** Seconds after the last heartbeat that a person counts as viewing a lead. */
export const VIEWING_SECONDS = 40;

/** `new → contacted → qualified → transferred`, or `lost` from any that is not final. */
export const leadStages = stageMachine(["new", "contacted", "qualified", "transferred"]);

/** What the gates look at in a lead, as the API presents it. */
export type LeadFacts = { stage: LeadStage; ai_score: number | null; business_domain: string | null };

/** Two decimals, rounded down, so that a score just below a limit is not shown as if it reached it. */
export function scoreInWords(score: number): string {
  return (Math.floor(score * 100 + 1e-9) / 100).toFixed(2);
}

type Gate = {
  code: string;
  /** The field that it is about. */
  pointer: string;
  /** The field that must be filled, for a gate that asks nothing else. The filter `attention=ready` asks it in SQL. */
  needs?: "business_domain";
  /**
   * Why a lead fails it, or false for one that passes.
   * @param minScore the minimum score for the transfer, 0 to 1
   */
  fails: (lead: LeadFacts, minScore: number) => Pick<Problem, "detail" | "params"> | false;
};

/** What a lead must pass before its transfer to sales, in the order in which it is reported. */
export const GATES: readonly Gate[] = [
  {
    code: "already_transferred",
    pointer: "/stage",
    fails: ({ stage }) => stage === "transferred" && { detail: "The lead is transferred already" },
  },
  {
    code: "not_qualified",
    pointer: "/stage",
    fails: ({ stage }) =>
      stage !== "qualified" &&
      stage !== "transferred" && {
        detail: `The lead must be qualified first; it is '${stage}'`,
        params: { stage },
      },
  },
  {
    code: "not_scored",
    pointer: "/ai_score",
    fails: ({ ai_score: score }, needed) =>
      score === null && {
        detail: `The lead has no score yet; it needs ${scoreInWords(needed)}`,
        params: { needed },
      },
  },
  {
    code: "score_too_low",
    pointer: "/ai_score",
    fails: ({ ai_score: score }, needed) =>
      score !== null &&
      score < needed && {
        detail: `The score is ${scoreInWords(score)}; it needs ${scoreInWords(needed)}`,
        params: { score, needed },
      },
  },
  {
    code: "no_business_domain",
    pointer: "/business_domain",
    needs: "business_domain",
    fails: ({ business_domain }) => !business_domain && { detail: "The lead needs a business domain" },
  },
];

/**
 * All gates of the transfer that this lead fails; empty when it may be transferred.
 * @param minScore the minimum score, 0 to 1
 */
export const transferGates = (lead: LeadFacts, minScore: number): Problem[] =>
  GATES.flatMap(({ code, pointer, fails }) => {
    const failure = fails(lead, minScore);
    return failure ? { code, pointer, ...failure } : [];
  });

/** Which stages are open to this lead, and why the others are not. */
export function leadTransitions(lead: LeadFacts, minTransferScore: number): StageTransition<LeadStage>[] {
  return LEAD_STAGES.map((stage) => {
    if (stage === "transferred" && !leadStages.isFinal(lead.stage)) {
      const gates = transferGates(lead, minTransferScore);
      return { stage, allowed: gates.length === 0, reasons: gates };
    }
    const allowed = leadStages.isStep(lead.stage, stage);
    return { stage, allowed, reasons: allowed ? [] : [leadStages.wrongStep(lead.stage, stage)] };
  });
}
