import type { Problem } from "#lib/core/errors.ts";
import { type StageTransition, stageMachine } from "#lib/core/stages.ts";

export const LEAD_STAGES = ["new", "contacted", "qualified", "transferred", "lost"] as const;
export type LeadStage = (typeof LEAD_STAGES)[number];

/** Seconds after the last heartbeat that a person counts as viewing a lead. */
export const VIEWING_SECONDS = 40;

/** `new → contacted → qualified → transferred`, or `lost` from any that is not final. */
export const leadStages = stageMachine(["new", "contacted", "qualified", "transferred"]);

/** The fields of a lead that the gates check. */
export type LeadFacts = { stage: LeadStage; aiScore: number | null; businessDomain: string | null };

/** Two decimals, rounded down, so that a score just below a limit is not shown as if it reached it. */
export function scoreInWords(score: number): string {
  return (Math.floor(score * 100 + 1e-9) / 100).toFixed(2);
}

/**
 * All gates of the transfer that this lead fails; empty when it may be transferred.
 * @param minTransferScore the minimum score, 0 to 1
 */
export function transferGates(lead: LeadFacts, minTransferScore: number): Problem[] {
  const gates: Problem[] = [];
  if (lead.stage === "transferred") {
    gates.push({ code: "already_transferred", detail: "The lead is transferred already", pointer: "/stage" });
  } else if (lead.stage !== "qualified") {
    gates.push({
      code: "not_qualified",
      detail: `The lead must be qualified first; it is '${lead.stage}'`,
      pointer: "/stage",
      params: { stage: lead.stage },
    });
  }
  if (lead.aiScore === null) {
    gates.push({
      code: "not_scored",
      detail: `The lead has no score yet; it needs ${scoreInWords(minTransferScore)}`,
      pointer: "/ai_score",
      params: { needed: minTransferScore },
    });
  } else if (lead.aiScore < minTransferScore) {
    gates.push({
      code: "score_too_low",
      detail: `The score is ${scoreInWords(lead.aiScore)}; it needs ${scoreInWords(minTransferScore)}`,
      pointer: "/ai_score",
      params: { score: lead.aiScore, needed: minTransferScore },
    });
  }
  if (!lead.businessDomain) {
    gates.push({
      code: "no_business_domain",
      detail: "The lead needs a business domain",
      pointer: "/business_domain",
    });
  }
  return gates;
}

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
