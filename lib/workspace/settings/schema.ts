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
    name: text(MAX_NAME),
    currency,
    time_zone: timeZone,
    phone_country: phoneCountry,
    renew_final_leads: z.boolean(),
    min_transfer_score: score.nullable(),
    ai_cache_ttl_seconds: seconds.nullable(),
    ai_stale_days: days.nullable(),
    ai_provider: AiProvider.nullable(),
    ai_calls_per_minute: callsPerMinute.nullable(),
    ai_analyze_after_messages: afterMessages.nullable(),
    session_idle_hours: idleHours.nullable(),
    session_max_days: sessionDays.nullable(),
    require_second_factor: z.boolean(),
    business_domains: listOf(MAX_BUSINESS_DOMAIN),
    lost_reasons: listOf(MAX_LOST_REASON),
    version: z.number().int().min(1).max(2_147_483_647),
  })
  .partial();
export type UpdateSettingsInput = z.infer<typeof UpdateSettingsInput>;

export const PublicSettingsJson = z.object({
  name: z.string(),
  currency: z.string(),
  time_zone: z.string(),
  min_transfer_score: score,
  ai_stale_days: days,
  ai_provider: AiProvider,
  /** Lines of business to choose from. */
  business_domains: z.array(z.string()),
  /** Reasons of a loss beyond those with a code, in the workspace's words. */
  lost_reasons: z.array(z.string()),
});
export type PublicSettingsJson = z.infer<typeof PublicSettingsJson>;

export const SettingsJson = z.object({
  name: z.string(),
  currency: z.string(),
  time_zone: z.string(),
  /** Phone numbers without a country code belong to this country. */
  phone_country: z.string(),
  /** Whether a client who writes to a lost or transferred lead gets a new one. */
  renew_final_leads: z.boolean(),
  min_transfer_score: score.nullable(),
  ai_cache_ttl_seconds: seconds.nullable(),
  ai_stale_days: days.nullable(),
  ai_provider: AiProvider.nullable(),
  ai_calls_per_minute: callsPerMinute.nullable(),
  /** 0 turns automatic scoring off, after messages as well as when a score is stale. */
  ai_analyze_after_messages: afterMessages.nullable(),
  /** Hours without use, and days since sign-in, after which people of the workspace sign in again. */
  session_idle_hours: idleHours.nullable(),
  session_max_days: sessionDays.nullable(),
  /** Whether everyone in the workspace has to set up two-factor authentication. */
  require_second_factor: z.boolean(),
  /** Lines of business to choose from. */
  business_domains: z.array(z.string()),
  /** Reasons of a loss beyond those with a code, in the workspace's words. */
  lost_reasons: z.array(z.string()),
  /** What applies: the workspace's own value, or the environment's. */
  effective: z.object({
    min_transfer_score: score,
    ai_cache_ttl_seconds: seconds,
    ai_stale_days: days,
    ai_provider: AiProvider,
    ai_calls_per_minute: callsPerMinute,
    ai_analyze_after_messages: afterMessages,
    session_idle_hours: idleHours,
    session_max_days: sessionDays,
  }),
  version: z.number(),
  updated_at: z.string(),
});
export type SettingsJson = z.infer<typeof SettingsJson>;
