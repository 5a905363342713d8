import { type StageTransition, stageMachine } from "#lib/core/stages.ts";

export const SALE_STAGES = ["new", "kyc", "agreement", "paid", "lost"] as const;
export type SaleStage = (typeof SALE_STAGES)[number];

/** `new → kyc → agreement → paid`, or `lost` from any that is not final. */
export const saleStages = stageMachine(["new", "kyc", "agreement", "paid"]);

/** Which stages are open to a sale, and why the others are not. */
export function saleTransitions(from: SaleStage): StageTransition<SaleStage>[] {
  return SALE_STAGES.map((stage) => {
    const allowed = saleStages.isStep(from, stage);
    return { stage, allowed, reasons: allowed ? [] : [saleStages.wrongStep(from, stage)] };
  });
}
