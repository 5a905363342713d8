import { sql } from "drizzle-orm";
import { bigint, boolean, check, doublePrecision, integer, pgTable, text } from "drizzle-orm/pg-core";
import { createdAt, updatedAt } from "./columns.ts";

export const workspaces = pgTable(
  "workspaces",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    name: text("name").notNull(),
    currency: text("currency").notNull().default("UAH"),
    timeZone: text("time_zone").notNull().default("Europe/Kyiv"),
    /** ISO 3166 code: the country of phone numbers without a country code. */
    phoneCountry: text("phone_country").notNull().default("UA"),
    /** Whether a final lead is renewed when its client writes. */
    renewFinalLeads: boolean("renew_final_leads").notNull().default(false),
    /** Null follows the environment, so that a changed default applies to workspaces that never chose. */
    minTransferScore: doublePrecision("min_transfer_score"),
    aiCacheTtlSeconds: integer("ai_cache_ttl_seconds"),
    aiStaleDays: integer("ai_stale_days"),
    aiProvider: text("ai_provider", { enum: ["openai", "model", "rules"] }),
    aiCallsPerMinute: integer("ai_calls_per_minute"),
    /** 0 turns automatic scoring off. */
    aiAnalyzeAfterMessages: integer("ai_analyze_after_messages"),
    /** Hours without a request of the person after which a session ends. */
    sessionIdleHours: integer("session_idle_hours"),
    /** Days from sign-in after which a session ends, even if it is used. */
    sessionMaxDays: integer("session_max_days"),
    /** The business domains to choose from, and the workspace's own reasons of a loss besides the codes. */
    businessDomains: text("business_domains").array().notNull().default([]),
    lostReasons: text("lost_reasons").array().notNull().default([]),
    requireSecondFactor: boolean("require_second_factor").notNull().default(false),
    version: integer("version").notNull().default(1),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    check("workspaces_name", sql`char_length(${table.name}) between 1 and 120`),
    check("workspaces_currency", sql`${table.currency} ~ '^[A-Z]{3}$'`),
    check("workspaces_phone_country", sql`${table.phoneCountry} ~ '^[A-Z]{2}$'`),
    check("workspaces_score", sql`${table.minTransferScore} between 0 and 1`),
    check("workspaces_ai_provider", sql`${table.aiProvider} in ('openai', 'model', 'rules')`),
    check("workspaces_ai_calls", sql`${table.aiCallsPerMinute} > 0`),
    check("workspaces_ai_messages", sql`${table.aiAnalyzeAfterMessages} >= 0`),
    check("workspaces_session_idle", sql`${table.sessionIdleHours} between 1 and 720`),
    check("workspaces_session_max", sql`${table.sessionMaxDays} between 1 and 90`),
    check(
      "workspaces_lists",
      sql`cardinality(${table.businessDomains}) <= 100 and cardinality(${table.lostReasons}) <= 100`,
    ),
  ],
);
