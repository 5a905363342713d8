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
 * Models trained on a workspace's outcomes, including rejected ones. Only `status` of a model changes, so a process can
 * cache the rest by id.
 */
export const scoringModels = pgTable(
  "scoring_models",
  {
    workspaceId: workspaceId().references(() => workspaces.id),
    id: rowId(),
    /** The champion gives the scores. It retires when a better model is promoted. */
    status: text("status", { enum: ["champion", "retired", "rejected"] }).notNull(),
    /** Why it was promoted or rejected. */
    verdict: text("verdict", {
      enum: ["beats_rules", "beats_champion", "no_better", "nothing_learnt"],
    }).notNull(),
    /** The model that it had to beat. Null means the rules. */
    rivalId: reference("rival_id"),
    /** The model that scores, and a twin trained without the newest outcomes, which is evaluated on them. */
    parameters: jsonb("parameters").$type<Record<string, unknown>>().notNull(),
    /** The metrics of both on the newest outcomes. */
    metrics: jsonb("metrics").$type<Record<string, unknown>>().notNull(),
    /** The distribution of each feature's values, and how well each feature predicts the outcome alone. */
    features: jsonb("features").$type<Record<string, unknown>[]>().notNull(),
    /** The number of outcomes in the training data, and how many of them were won. */
    outcomes: integer("outcomes").notNull(),
    positives: integer("positives").notNull(),
    /** The number of all outcomes at that time. A model is trained on the newest of them. */
    knownOutcomes: integer("known_outcomes").notNull(),
    /** Whether demo leads were part of the training data. */
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
