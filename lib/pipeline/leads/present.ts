import { type SQL, sql } from "drizzle-orm";
import { leads } from "#db/schema/leads.ts";
import { operators } from "#db/schema/operators.ts";
import { sales } from "#db/schema/sales.ts";
import { sources } from "#db/schema/sources.ts";
import { workspaces } from "#db/schema/workspaces.ts";
import { clock, DAY } from "#lib/core/clock.ts";
import { env } from "#lib/core/env.ts";
import { jsonFields } from "#lib/core/json-rows.ts";
import type { CreatedLead } from "./create-lead.ts";
import { byField, columnOf, leadFields } from "./fields.ts";
import type { LeadRow } from "./queries.ts";
import type { CreatedLeadJson, LeadJson } from "./schema.ts";

/** Whether a score is too old to rely on. */
export function isStale(analyzedAt: Date | null, staleDays: number, now: Date = clock.now()): boolean {
  return analyzedAt !== null && now.getTime() - analyzedAt.getTime() > staleDays * DAY;
}

const jsonValue = (value: string | Date | null) => (value instanceof Date ? value.toISOString() : value);

export function presentLead(lead: LeadRow): LeadJson {
  return {
    id: lead.id,
    external_id: lead.externalId,
    ...byField(leadFields(), (field) => jsonValue(lead[columnOf(field)])),
    phone_written: lead.phoneWritten,
    phone_is_raw: lead.phoneIsRaw,
    email_is_raw: lead.emailIsRaw,
    source: lead.source,
    source_id: lead.sourceId,
    stage: lead.stage,
    rank: lead.rank,
    message_count: lead.messageCount,
    unread_count: lead.unreadCount,
    owner_id: lead.ownerId,
    owner_name: lead.ownerName,
    ai_score: lead.aiScore,
    ai_recommendation: lead.aiRecommendation,
    ai_reason: lead.aiReason,
    ai_analyzed_at: lead.aiAnalyzedAt?.toISOString() ?? null,
    ai_stale: isStale(lead.aiAnalyzedAt, lead.staleDays ?? env().AI_ANALYSIS_STALE_DAYS),
    stage_changed_at: lead.stageChangedAt.toISOString(),
    contacted_at: lead.contactedAt?.toISOString() ?? null,
    qualified_at: lead.qualifiedAt?.toISOString() ?? null,
    first_contacted_at: lead.firstContactedAt?.toISOString() ?? null,
    lost_reason: lead.lostReason,
    lost_comment: lead.lostComment,
    former_external_id: lead.formerExternalId,
    successor_id: lead.successorId,
    predecessor_id: lead.predecessorId,
    sale_id: lead.saleId,
    version: lead.version,
    created_at: lead.createdAt.toISOString(),
    updated_at: lead.updatedAt.toISOString(),
  };
}

export const presentCreatedLead = (lead: CreatedLead): CreatedLeadJson => ({
  ...presentLead(lead),
  possible_duplicates: lead.possibleDuplicates,
});

/**
 * The same for lists, whose JSON PostgreSQL writes. The query must join source and owner. The sale is looked up only
 * for the rows of the answer, not for all rows that are sorted.
 */
export function leadJson(): Record<keyof LeadJson, SQL.Aliased> {
  const ownStaleDays = sql`(select ${workspaces.aiStaleDays} from ${workspaces})`;
  const staleDays = sql`coalesce(${ownStaleDays}, ${env().AI_ANALYSIS_STALE_DAYS}::int)`;
  return jsonFields({
    id: leads.id,
    external_id: leads.externalId,
    ...byField(leadFields(), (field) => leads[columnOf(field)]),
    phone_written: leads.phoneWritten,
    phone_is_raw: leads.phoneIsRaw,
    email_is_raw: leads.emailIsRaw,
    source: sources.code,
    source_id: leads.sourceId,
    stage: leads.stage,
    rank: leads.rank,
    message_count: leads.messageCount,
    unread_count: leads.unreadCount,
    owner_id: leads.ownerId,
    owner_name: operators.name,
    ai_score: leads.aiScore,
    ai_recommendation: leads.aiRecommendation,
    ai_reason: leads.aiReason,
    ai_analyzed_at: leads.aiAnalyzedAt,
    ai_stale: sql`coalesce(${leads.aiAnalyzedAt} < now() - make_interval(days => ${staleDays}), false)`,
    stage_changed_at: leads.stageChangedAt,
    contacted_at: leads.contactedAt,
    qualified_at: leads.qualifiedAt,
    first_contacted_at: leads.firstContactedAt,
    lost_reason: leads.lostReason,
    lost_comment: leads.lostComment,
    former_external_id: leads.formerExternalId,
    successor_id: leads.successorId,
    predecessor_id: leads.predecessorId,
    sale_id: sql`(select sale.id from ${sales} as sale where sale.workspace_id = leads.workspace_id and sale.lead_id = leads.id)`,
    version: leads.version,
    created_at: leads.createdAt,
    updated_at: leads.updatedAt,
  });
}
