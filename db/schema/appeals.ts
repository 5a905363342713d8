import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
} from "drizzle-orm/pg-core";
import { createdAt, instant, reference, rowId, updatedAt, workspaceId } from "./columns.ts";
import { leads } from "./leads.ts";
import { operators } from "./operators.ts";
import { sources } from "./sources.ts";
import { workspaces } from "./workspaces.ts";

/**
 * The reasons for the choice of an operator. It is compact, because there is one for each appeal: `[operator, load,
 * limit, weight, deficit, reason against it or null]` of each operator that was considered.
 */
export type StoredReceipt = {
  strategy: string;
  /** How the operator was chosen. */
  by: "strategy" | "known_client" | "manager";
  at: string;
  candidates: [number, number, number, number, number, string | null][];
};

/** An enquiry of a client, answered by one operator. Without an operator it waits in its source's queue. */
export const appeals = pgTable(
  "appeals",
  {
    workspaceId: workspaceId().references(() => workspaces.id),
    id: rowId(),
    leadId: reference("lead_id").notNull(),
    sourceId: reference("source_id").notNull(),
    operatorId: reference("operator_id"),
    status: text("status", { enum: ["waiting", "active", "closed"] }).notNull(),
    message: text("message"),
    priority: integer("priority").notNull().default(0),
    /** When it first waited for an operator. A returned appeal keeps its place in the queue. */
    enqueuedAt: instant("enqueued_at").notNull().default(sql`now()`),
    assignedAt: instant("assigned_at"),
    acceptedAt: instant("accepted_at"),
    closedAt: instant("closed_at"),
    receipt: jsonb("receipt").$type<StoredReceipt>(),
    /** Operators who returned it or did not accept it in time. It is not offered to them again. */
    declinedBy: bigint("declined_by", { mode: "number" }).array().notNull().default([]),
    /** The operator who sent it for a lead that they cannot see. It is never offered or shown to them. */
    hiddenFrom: reference("hidden_from"),
    /** How often it was not accepted in time. */
    missedCount: integer("missed_count").notNull().default(0),
    isDemo: boolean("is_demo").notNull().default(false),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    foreignKey({
      name: "appeals_lead",
      columns: [table.workspaceId, table.leadId],
      foreignColumns: [leads.workspaceId, leads.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "appeals_source",
      columns: [table.workspaceId, table.sourceId],
      foreignColumns: [sources.workspaceId, sources.id],
    }),
    foreignKey({
      name: "appeals_operator",
      columns: [table.workspaceId, table.operatorId],
      foreignColumns: [operators.workspaceId, operators.id],
    }),
    index("appeals_of_lead").on(table.workspaceId, table.leadId, table.id),
    index("appeals_queue")
      .on(table.workspaceId, table.sourceId, table.priority.desc(), table.enqueuedAt, table.id)
      .where(sql`status = 'waiting'`),
    // For the inbox's list of closed appeals and the figures of a day, of one operator and of everyone.
    index("appeals_closed_of_operator")
      .on(table.workspaceId, table.operatorId, table.closedAt, table.id)
      .where(sql`status = 'closed'`),
    index("appeals_closed_ones")
      .on(table.workspaceId, table.closedAt, table.id)
      .where(sql`status = 'closed'`),
    index("appeals_active").on(table.workspaceId, table.operatorId, table.id).where(sql`status = 'active'`),
    check("appeals_status", sql`${table.status} in ('waiting', 'active', 'closed')`),
    check("appeals_operator_of_status", sql`(${table.status} = 'waiting') = (${table.operatorId} is null)`),
    check("appeals_closed", sql`(${table.status} = 'closed') = (${table.closedAt} is not null)`),
    check("appeals_message_length", sql`char_length(${table.message}) <= 10000`),
  ],
);
