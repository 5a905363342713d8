import { clock, DAY } from "#lib/core/clock.ts";
import { env } from "#lib/core/env.ts";
import type { LeadRow } from "./queries.ts";
import type { LeadJson } from "./schema.ts";

/** Whether a score is too old to rely on. */
export function isStale(analyzedAt: Date | null, staleDays: number, now: Date = clock.now()): boolean {
  return analyzedAt !== null && now.getTime() - analyzedAt.getTime() > staleDays * DAY;
}

export function presentLead(lead: LeadRow): LeadJson {
  return {
    id: lead.id,
    external_id: lead.externalId,
    name: lead.name,
    phone: lead.phone,
    email: lead.email,
    source: lead.source,
    source_id: lead.sourceId,
    stage: lead.stage,
    business_domain: lead.businessDomain,
    country: lead.country,
    language: lead.language,
    segment: lead.segment,
    message_count: lead.messageCount,
    owner_id: lead.ownerId,
    owner_name: lead.ownerName,
    ai_score: lead.aiScore,
    ai_recommendation: lead.aiRecommendation,
    ai_reason: lead.aiReason,
    ai_analyzed_at: lead.aiAnalyzedAt?.toISOString() ?? null,
    ai_stale: isStale(lead.aiAnalyzedAt, lead.staleDays ?? env().AI_ANALYSIS_STALE_DAYS),
    stage_changed_at: lead.stageChangedAt.toISOString(),
    first_contacted_at: lead.firstContactedAt?.toISOString() ?? null,
    next_step: lead.nextStep,
    next_step_at: lead.nextStepAt?.toISOString() ?? null,
    lost_reason: lead.lostReason,
    sale_id: lead.saleId,
    version: lead.version,
    created_at: lead.createdAt.toISOString(),
    updated_at: lead.updatedAt.toISOString(),
  };
}
