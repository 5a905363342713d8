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

/** One addend of a score: the effects of an assessment sum to its score. */
export type Factor = { feature: string; value: string | number | boolean | null; effect: number };

/** Every score ever given, with what it was given for. */
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
    provider: text("provider").notNull(),
    model: text("model").notNull(),
    latencyMs: integer("latency_ms").notNull(),
    /** What it used of an LLM; null where none was asked, or it did not say. */
    promptTokens: integer("prompt_tokens"),
    completionTokens: integer("completion_tokens"),
    /** By the model's list price; null where Leadline knows none. */
    costUsd: numeric("cost_usd", { precision: 12, scale: 6, mode: "number" }),
    verdict: text("verdict", { enum: ["agree", "disagree"] }),
    verdictReason: text("verdict_reason"),
    verdictBy: text("verdict_by"),
    verdictAt: instant("verdict_at"),
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
    check("assessments_score", sql`${table.score} between 0 and 1`),
  ],
);
