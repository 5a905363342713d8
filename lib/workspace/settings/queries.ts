import { getTableColumns, sql } from "drizzle-orm";
import { prepareOnce, type Tx } from "#db/client.ts";
import { workspaces } from "#db/schema/workspaces.ts";
import { DEFAULT_SESSION_IDLE_HOURS, DEFAULT_SESSION_MAX_DAYS } from "#lib/auth/session-limits.ts";
import type { AiProvider } from "#lib/core/ai-provider.ts";
import { env } from "#lib/core/env.ts";
import { usableTimeZone } from "#lib/core/time-zone.ts";
import { DEFAULT_AI_ANALYZE_AFTER_MESSAGES, DEFAULT_AI_CALLS_PER_MINUTE } from "./schema.ts";

/** The settings that rules use; a workspace's own value takes precedence over the environment's. */
export type EffectiveSettings = {
  currency: string;
  timeZone: string;
  phoneCountry: string;
  renewFinalLeads: boolean;
  minTransferScore: number;
  aiCacheTtlSeconds: number;
  aiStaleDays: number;
  aiProvider: AiProvider;
  aiCallsPerMinute: number;
  aiAnalyzeAfterMessages: number;
  sessionIdleHours: number;
  sessionMaxDays: number;
  businessDomains: string[];
  /** Reasons for a loss beyond those with a code. */
  lostReasons: string[];
};

export type WorkspaceRow = typeof workspaces.$inferSelect;

/** The caller's workspace, as stored. Row-level security leaves exactly one row. */
export async function getWorkspace(tx: Tx): Promise<WorkspaceRow> {
  const [workspace] = await prepareOnce(tx, "workspace", (db, name) =>
    db.select().from(workspaces).prepare(name),
  ).execute();
  if (!workspace) throw new Error("The workspace of this request does not exist");
  return workspace;
}

/** The workspace's effective settings. Its time zone is one that PostgreSQL and JavaScript both know. */
export async function getSettings(tx: Tx): Promise<EffectiveSettings> {
  const [workspace] = await prepareOnce(tx, "settings", (db, name) =>
    db
      .select({
        ...getTableColumns(workspaces),
        timeZone: sql<string>`usable_time_zone(${workspaces.timeZone})`,
      })
      .from(workspaces)
      .prepare(name),
  ).execute();
  if (!workspace) throw new Error("The workspace of this request does not exist");
  return effectiveSettings(workspace);
}

export function effectiveSettings(workspace: WorkspaceRow): EffectiveSettings {
  return {
    currency: workspace.currency,
    timeZone: usableTimeZone(workspace.timeZone),
    phoneCountry: workspace.phoneCountry,
    renewFinalLeads: workspace.renewFinalLeads,
    minTransferScore: workspace.minTransferScore ?? env().MIN_TRANSFER_SCORE,
    aiCacheTtlSeconds: workspace.aiCacheTtlSeconds ?? env().AI_CACHE_TTL,
    aiStaleDays: workspace.aiStaleDays ?? env().AI_ANALYSIS_STALE_DAYS,
    aiProvider: workspace.aiProvider ?? env().AI_PROVIDER,
    aiCallsPerMinute: workspace.aiCallsPerMinute ?? DEFAULT_AI_CALLS_PER_MINUTE,
    aiAnalyzeAfterMessages: workspace.aiAnalyzeAfterMessages ?? DEFAULT_AI_ANALYZE_AFTER_MESSAGES,
    sessionIdleHours: workspace.sessionIdleHours ?? DEFAULT_SESSION_IDLE_HOURS,
    sessionMaxDays: workspace.sessionMaxDays ?? DEFAULT_SESSION_MAX_DAYS,
    businessDomains: workspace.businessDomains,
    lostReasons: workspace.lostReasons,
  };
}
