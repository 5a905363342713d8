import type { SaleRow } from "./queries.ts";
import type { SaleJson } from "./schema.ts";

export function presentSale(sale: SaleRow): SaleJson {
  return {
    id: sale.id,
    lead_id: sale.leadId,
    lead_name: sale.leadName,
    lead_business_domain: sale.leadBusinessDomain,
    lead_source: sale.leadSource,
    lead_next_step: sale.leadNextStep,
    lead_next_step_at: sale.leadNextStepAt?.toISOString() ?? null,
    stage: sale.stage,
    rank: sale.rank,
    amount: sale.amount,
    currency: sale.currency,
    owner_id: sale.ownerId,
    owner_name: sale.ownerName,
    stage_changed_at: sale.stageChangedAt.toISOString(),
    lost_reason: sale.lostReason,
    lost_comment: sale.lostComment,
    version: sale.version,
    created_at: sale.createdAt.toISOString(),
    updated_at: sale.updatedAt.toISOString(),
  };
}
