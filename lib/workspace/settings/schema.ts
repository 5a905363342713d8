import { isSupportedCountry } from "libphonenumber-js/min";
import { z } from "zod";
import { MAX_SESSION_IDLE_HOURS, MAX_SESSION_MAX_DAYS } from "#lib/auth/session-limits.ts";
import { AiProvider } from "#lib/core/ai-provider.ts";
import { MAX_NAME } from "#lib/core/limits.ts";
import { currency } from "#lib/core/money.ts";
import { text, timeZone } from "#lib/core/text.ts";
import { MAX_BUSINESS_DOMAIN, MAX_LIST_ITEMS, MAX_LOST_REASON, withoutRepetitions } from "./rules.ts";

const score = z.number().min(0).max(1);
const seconds = z
  .number()
  .int()
  .min(0)
  .max(30 * 24 * 3600);
const days = z.number().int().min(1).max(365);

const callsPerMinute = z.number().int().min(1).max(10_000);

/** Calls per minute to a paid scoring provider, for workspaces without a limit of their own. */
export const DEFAULT_AI_CALLS_PER_MINUTE = 60;

const afterMessages = z.number().int().min(0).max(1_000);

/** New messages after which a lead is scored automatically, for workspaces without a number of their own. */
export const DEFAULT_AI_ANALYZE_AFTER_MESSAGES = 5;

const idleHours = z.number().int().min(1).max(MAX_SESSION_IDLE_HOURS);
const sessionDays = z.number().int().min(1).max(MAX_SESSION_MAX_DAYS);

/** ISO 3166 code of a country whose phone numbers are known. */
const phoneCountry = z
  .string()
  .length(2)
  .toUpperCase()
  .refine((code): boolean => isSupportedCountry(code), "must be the code of a country, such as UA");

/** A list of words, each of them once. */
const listOf = (maximum: number) => z.array(text(maximum)).max(MAX_LIST_ITEMS).overwrite(withoutRepetitions);

/** Null follows the environment. */
export const UpdateSettingsInput = z
  .strictObject({
    name: text(MAX_NAME).describe("Name of the workspace."),
    currency: currency.describe("Currency of the workspace, as an ISO 4217 code."),
    time_zone: timeZone.describe("Time zone of the calendar, such as Europe/Kyiv."),
    phone_country: phoneCountry.describe(
      "Country of phone numbers without a country code, as an ISO 3166 code.",
    ),
    renew_final_leads: z
      .boolean()
      .describe("Whether a client who writes to a lost or transferred lead gets a new one."),
    min_transfer_score: score.nullable().describe("Minimum score for transfer. Null follows the server."),
    ai_cache_ttl_seconds: seconds.nullable().describe("Cache scores for (seconds). Null follows the server."),
    ai_stale_days: days.nullable().describe("Scores go stale after (days). Null follows the server."),
    ai_provider: AiProvider.nullable().describe("Scoring provider. Null follows the server."),
    ai_calls_per_minute: callsPerMinute.nullable().describe("LLM calls per minute. Null is the default."),
    ai_analyze_after_messages: afterMessages
      .nullable()
      .describe("Re-score after (new messages). 0 turns it off. Null is the default."),
    session_idle_hours: idleHours
      .nullable()
      .describe("Hours without use after which people sign in again. Null is the default."),
    session_max_days: sessionDays
      .nullable()
      .describe("Days after which people sign in again. Null is the default."),
    require_second_factor: z.boolean().describe("Whether everyone must set up two-factor authentication."),
    business_domains: listOf(MAX_BUSINESS_DOMAIN).describe(
      "Lines of business to choose from. Others stay allowed.",
    ),
    lost_reasons: listOf(MAX_LOST_REASON).describe(
      "Reasons of a loss beyond those with a code, in your own words.",
    ),
    version: z
      .number()
      .int()
      .min(1)
      .max(2_147_483_647)
      .describe("Version that the change is based on. A stale one is refused with 412."),
  })
  .partial();
export type UpdateSettingsInput = z.infer<typeof UpdateSettingsInput>;

export const PublicSettingsJson = z.object({
  name: z.string().describe("Name of the workspace."),
  currency: z.string().describe("Currency of the workspace, as an ISO 4217 code."),
  time_zone: z.string().describe("Time zone of the calendar."),
  min_transfer_score: score.describe("Minimum score for transfer."),
  ai_stale_days: days.describe("Scores go stale after (days)."),
  ai_provider: AiProvider.describe("Scoring provider."),
  business_domains: z.array(z.string()).describe("Lines of business to choose from."),
  lost_reasons: z.array(z.string()).describe("Reasons of a loss beyond those with a code."),
});
export type PublicSettingsJson = z.infer<typeof PublicSettingsJson>;

export const SettingsJson = z.object({
  name: z.string().describe("Name of the workspace."),
  currency: z.string().describe("Currency of the workspace, as an ISO 4217 code."),
  time_zone: z.string().describe("Time zone of the calendar."),
  phone_country: z.string().describe("Country of phone numbers without a country code."),
  renew_final_leads: z
    .boolean()
    .describe("Whether a client who writes to a lost or transferred lead gets a new one."),
  min_transfer_score: score.nullable().describe("Minimum score for transfer. Null follows the server."),
  ai_cache_ttl_seconds: seconds.nullable().describe("Cache scores for (seconds). Null follows the server."),
  ai_stale_days: days.nullable().describe("Scores go stale after (days). Null follows the server."),
  ai_provider: AiProvider.nullable().describe("Scoring provider. Null follows the server."),
  ai_calls_per_minute: callsPerMinute.nullable().describe("LLM calls per minute. Null is the default."),
  ai_analyze_after_messages: afterMessages
    .nullable()
    .describe("Re-score after (new messages). 0 turns re-scoring off, of stale scores too."),
  session_idle_hours: idleHours
    .nullable()
    .describe("Hours without use after which people sign in again. Null is the default."),
  session_max_days: sessionDays
    .nullable()
    .describe("Days after which people sign in again. Null is the default."),
  require_second_factor: z.boolean().describe("Whether everyone must set up two-factor authentication."),
  business_domains: z.array(z.string()).describe("Lines of business to choose from."),
  lost_reasons: z.array(z.string()).describe("Reasons of a loss beyond those with a code."),
  effective: z
    .object({
      min_transfer_score: score.describe("Minimum score for transfer."),
      ai_cache_ttl_seconds: seconds.describe("Cache scores for (seconds)."),
      ai_stale_days: days.describe("Scores go stale after (days)."),
      ai_provider: AiProvider.describe("Scoring provider."),
      ai_calls_per_minute: callsPerMinute.describe("LLM calls per minute."),
      ai_analyze_after_messages: afterMessages.describe("Re-score after (new messages)."),
      session_idle_hours: idleHours.describe("Hours without use after which people sign in again."),
      session_max_days: sessionDays.describe("Days after which people sign in again."),
    })
    .describe("What applies: the value of the workspace, or that of the server."),
  version: z.number().describe("Number of the latest change. Send it with your own change."),
  updated_at: z.string().describe("When the settings were last changed."),
});
export type SettingsJson = z.infer<typeof SettingsJson>;
