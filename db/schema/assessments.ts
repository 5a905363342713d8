import { sql } from "drizzle-orm";
import {
  check,
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  text,
} from "drizzle-orm/pg-core";
import { createdAt, instant, reference, rowId, workspaceId } from "./columns.ts";
import { leads } from "./leads.ts";
import { workspaces } from "./workspaces.ts";

/** One addend. The effects of an assessment add up to its score, or to the log-odds of its score. */
export type Factor = { feature: string; value: string | number | boolean | null; effect: number };

/** Every score that a lead got, with the input that it was computed from. */
export const assessments = pgTable(
  "assessments",
  {
    workspaceId: workspaceId().references(() => workspaces.id),
    id: rowId(),
    leadId: reference("lead_id").notNull(),
    input: jsonb("input").$type<Record<string, unknown>>().notNull(),
    /** SHA-256 over provider, model, prompt version and input: the key of the cache. */
    inputHash: text("input_hash").notNull(),
    score: doublePrecision("score").notNull(),
    recommendation: text("recommendation", {
      enum: ["transfer_to_sales", "continue_nurturing", "lost"],
    }).notNull(),
    reason: text("reason").notNull(),
    factors: jsonb("factors").$type<Factor[]>().notNull(),
    /** The sum of the factors: the score, or ln(score / (1 − score)). */
    factorScale: text("factor_scale", { enum: ["score", "log_odds"] })
      .notNull()
      .default("score"),
    provider: text("provider").notNull(),
    model: text("model").notNull(),
    latencyMs: integer("latency_ms").notNull(),
    /** Tokens used. Null without an LLM, or when the LLM did not report them. */
    promptTokens: integer("prompt_tokens"),
    completionTokens: integer("completion_tokens"),
    /** The cost by the model's list price. Null when Leadline does not know the price. */
    costUsd: numeric("cost_usd", { precision: 12, scale: 6, mode: "number" }),
    verdict: text("verdict", { enum: ["agree", "disagree"] }),
    verdictReason: text("verdict_reason"),
    verdictBy: text("verdict_by"),
    verdictAt: instant("verdict_at"),
    /** The outcome within 90 days of this score. Null while it is open. */
    outcome: text("outcome", { enum: ["won", "lost"] }),
    outcomeAt: instant("outcome_at"),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    foreignKey({
      name: "assessments_lead",
      columns: [table.workspaceId, table.leadId],
      foreignColumns: [leads.workspaceId, leads.id],
    }).onDelete("cascade"),
    index("assessments_of_lead").on(table.workspaceId, table.leadId, table.id),
    index("assessments_open").on(table.workspaceId, table.leadId).where(sql`outcome is null`),
    check("assessments_factor_scale", sql`${table.factorScale} in ('score', 'log_odds')`),
    check("assessments_outcome", sql`${table.outcome} in ('won', 'lost')`),
    check("assessments_outcome_at", sql`(${table.outcome} is null) = (${table.outcomeAt} is null)`),
    check("assessments_score", sql`${table.score} between 0 and 1`),
  ],
);
