import { effectiveSettings, type WorkspaceRow } from "./queries.ts";
import type { PublicSettingsJson, SettingsJson } from "./schema.ts";

export function presentSettings(workspace: WorkspaceRow): SettingsJson {
  const effective = effectiveSettings(workspace);
  return {
    name: workspace.name,
    currency: workspace.currency,
    time_zone: workspace.timeZone,
    phone_country: workspace.phoneCountry,
    renew_final_leads: workspace.renewFinalLeads,
    min_transfer_score: workspace.minTransferScore,
    ai_cache_ttl_seconds: workspace.aiCacheTtlSeconds,
    ai_stale_days: workspace.aiStaleDays,
    ai_provider: workspace.aiProvider,
    ai_calls_per_minute: workspace.aiCallsPerMinute,
    ai_analyze_after_messages: workspace.aiAnalyzeAfterMessages,
    session_idle_hours: workspace.sessionIdleHours,
    session_max_days: workspace.sessionMaxDays,
    require_second_factor: workspace.requireSecondFactor,
    business_domains: workspace.businessDomains,
    lost_reasons: workspace.lostReasons,
    effective: {
      min_transfer_score: effective.minTransferScore,
      ai_cache_ttl_seconds: effective.aiCacheTtlSeconds,
      ai_stale_days: effective.aiStaleDays,
      ai_provider: effective.aiProvider,
      ai_calls_per_minute: effective.aiCallsPerMinute,
      ai_analyze_after_messages: effective.aiAnalyzeAfterMessages,
      session_idle_hours: effective.sessionIdleHours,
      session_max_days: effective.sessionMaxDays,
    },
    version: workspace.version,
    updated_at: workspace.updatedAt.toISOString(),
  };
}

/** The settings that every member of the workspace may see. */
export function presentPublicSettings(workspace: WorkspaceRow): PublicSettingsJson {
  const { minTransferScore, aiStaleDays, aiProvider, timeZone } = effectiveSettings(workspace);
  return {
    name: workspace.name,
    currency: workspace.currency,
    time_zone: timeZone,
    min_transfer_score: minTransferScore,
    ai_stale_days: aiStaleDays,
    ai_provider: aiProvider,
    business_domains: workspace.businessDomains,
    lost_reasons: workspace.lostReasons,
  };
}
