import { eq, sql } from "drizzle-orm";
import { workspaces } from "#db/schema/workspaces.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { assertRecentlyAuthenticated } from "#lib/auth/recent-authentication.ts";
import { hasSecondFactor } from "#lib/auth/second-factor.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { env } from "#lib/core/env.ts";
import { invalidField } from "#lib/core/errors.ts";
import { record } from "#lib/core/record.ts";
import { canonicalTimeZone } from "#lib/core/time-zones.ts";
import { read, transact } from "#lib/core/transact.ts";
import { lockWorkspace } from "./lock-workspace.ts";
import { getWorkspace, type WorkspaceRow } from "./queries.ts";
import { UpdateSettingsInput } from "./schema.ts";

/**
 * Changes the workspace's settings; fields that are left out stay, and null follows the environment.
 * @throws InvalidInput when the LLM is chosen and there is no key for it, and for an unknown time zone
 * @throws AppError reauthentication_required for a change of a security setting
 * @throws InvalidInput when a second factor is required by an admin who has none
 * @throws StaleVersion when a version is given and another caller changed the settings since
 */
export async function updateSettings(ctx: Ctx, raw: UpdateSettingsInput): Promise<WorkspaceRow> {
  authorize(ctx, "settings:manage");
  const input = UpdateSettingsInput.parse(raw);
  if (input.ai_provider === "openai" && !env().OPENAI_API_KEY) {
    throw invalidField("/ai_provider", "openai needs OPENAI_API_KEY in the environment", "no_api_key");
  }
  if (input.require_second_factor) await assertOwnSecondFactor(ctx);
  return transact(ctx, async (tx) => {
    const before = await lockWorkspace(tx, input.version);
    if (changesSecurity(before, input)) assertRecentlyAuthenticated(ctx);
    const timeZone = await canonicalTimeZone(tx, input.time_zone);
    await tx
      .update(workspaces)
      .set({
        name: input.name,
        currency: input.currency,
        timeZone,
        phoneCountry: input.phone_country,
        renewFinalLeads: input.renew_final_leads,
        minTransferScore: input.min_transfer_score,
        aiCacheTtlSeconds: input.ai_cache_ttl_seconds,
        aiStaleDays: input.ai_stale_days,
        aiProvider: input.ai_provider,
        aiCallsPerMinute: input.ai_calls_per_minute,
        aiAnalyzeAfterMessages: input.ai_analyze_after_messages,
        sessionIdleHours: input.session_idle_hours,
        sessionMaxDays: input.session_max_days,
        requireSecondFactor: input.require_second_factor,
        businessDomains: input.business_domains,
        lostReasons: input.lost_reasons,
        updatedAt: sql`now()`,
        version: sql`${workspaces.version} + 1`,
      })
      .where(eq(workspaces.id, ctx.workspaceId));
    const after = await getWorkspace(tx);
    record(tx, ctx, "workspace.updated", { before, after });
    return after;
  });
}

/** Whether a security setting really changes: a caller may also send unchanged values. */
function changesSecurity(before: WorkspaceRow, input: UpdateSettingsInput): boolean {
  const changes = <Value>(now: Value | undefined, was: Value) => now !== undefined && now !== was;
  return (
    changes(input.session_idle_hours, before.sessionIdleHours) ||
    changes(input.session_max_days, before.sessionMaxDays) ||
    changes(input.require_second_factor, before.requireSecondFactor)
  );
}

/** An admin who requires a second factor without having one would lock themselves out. */
async function assertOwnSecondFactor(ctx: Ctx): Promise<void> {
  const { actor } = ctx;
  const { requireSecondFactor } = await read(ctx, getWorkspace);
  if (requireSecondFactor) return;
  if (actor.kind === "job" || (actor.kind === "user" && (await hasSecondFactor(actor.id)))) return;
  throw invalidField(
    "/require_second_factor",
    "Set up two-factor authentication in your own profile first",
    "own_second_factor_first",
  );
}
