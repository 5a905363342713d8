import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { createdAt, instant, reference, rowId, workspaceId } from "./columns.ts";
import { workspaces } from "./workspaces.ts";

/**
 * Models that learnt from a workspace's outcomes, kept also when they were not good enough. What was
 * learnt is never changed, so it can be kept in a process by its id; only `status` is.
 */
export const scoringModels = pgTable(
  "scoring_models",
  {
    workspaceId: workspaceId().references(() => workspaces.id),
    id: rowId(),
    /** The champion scores; it retires when a better one comes. */
    status: text("status", { enum: ["champion", "retired", "rejected"] }).notNull(),
    /** Why it was promoted or rejected. */
    verdict: text("verdict", {
      enum: ["beats_rules", "beats_champion", "no_better", "nothing_learnt"],
    }).notNull(),
    /** Whom it had to beat; null is the rules. */
    rivalId: reference("rival_id"),
    /** What scores, and its twin that has not seen the newest outcomes, by which it is judged. */
    parameters: jsonb("parameters").$type<Record<string, unknown>>().notNull(),
    /** How both did on the newest outcomes. */
    metrics: jsonb("metrics").$type<Record<string, unknown>>().notNull(),
    /** How the values of each feature were spread, and how much each tells alone. */
    features: jsonb("features").$type<Record<string, unknown>[]>().notNull(),
    /** Learnt from so many, of these so many won. */
    outcomes: integer("outcomes").notNull(),
    positives: integer("positives").notNull(),
    /** All outcomes that were known then: a model learns from the newest of them. */
    knownOutcomes: integer("known_outcomes").notNull(),
    /** Whether it learnt from invented leads, too. */
    isDemo: boolean("is_demo").notNull().default(false),
    createdAt: createdAt(),
    retiredAt: instant("retired_at"),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    uniqueIndex("scoring_models_champion").on(table.workspaceId).where(sql`status = 'champion'`),
    index("scoring_models_created").on(table.workspaceId, table.createdAt, table.id),
    check("scoring_models_status", sql`${table.status} in ('champion', 'retired', 'rejected')`),
    check(
      "scoring_models_verdict",
      sql`${table.verdict} in ('beats_rules', 'beats_champion', 'no_better', 'nothing_learnt')`,
    ),
    check(
      "scoring_models_counts",
      sql`${table.positives} between 0 and ${table.outcomes} and ${table.outcomes} <= ${table.knownOutcomes}`,
    ),
  ],
);
