import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  doublePrecision,
  foreignKey,
  integer,
  pgTable,
  primaryKey,
} from "drizzle-orm/pg-core";
import { reference, workspaceId } from "./columns.ts";
import { operators } from "./operators.ts";
import { sources } from "./sources.ts";

/** The share of each operator in a source's appeals. */
export const operatorWeights = pgTable(
  "operator_weights",
  {
    workspaceId: workspaceId(),
    sourceId: reference("source_id").notNull(),
    operatorId: reference("operator_id").notNull(),
    weight: integer("weight").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.sourceId, table.operatorId] }),
    foreignKey({
      name: "operator_weights_source",
      columns: [table.workspaceId, table.sourceId],
      foreignColumns: [sources.workspaceId, sources.id],
    }),
    foreignKey({
      name: "operator_weights_operator",
      columns: [table.workspaceId, table.operatorId],
      foreignColumns: [operators.workspaceId, operators.id],
    }).onDelete("cascade"),
    check("operator_weights_range", sql`${table.weight} between 1 and 1000`),
  ],
);

/**
 * The state of a source's distribution, in one row that each decision locks and updates. A row for each operator would
 * mean many updates for each decision. The arrays are parallel.
 */
export const distributionStates = pgTable(
  "distribution_states",
  {
    workspaceId: workspaceId(),
    sourceId: reference("source_id").notNull(),
    /** The number of decisions so far. */
    turn: bigint("turn", { mode: "number" }).notNull().default(0),
    operatorIds: bigint("operator_ids", { mode: "number" }).array().notNull().default([]),
    deficits: doublePrecision("deficits").array().notNull().default([]),
    lastTurns: bigint("last_turns", { mode: "number" }).array().notNull().default([]),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.sourceId] }),
    foreignKey({
      name: "distribution_states_source",
      columns: [table.workspaceId, table.sourceId],
      foreignColumns: [sources.workspaceId, sources.id],
    }),
  ],
);
