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
 * Why an appeal came to its operator, written small because there is one for each appeal:
 * `[operator, load, limit, weight, deficit, reason against it or null]` of everybody who was looked at.
 */
export type StoredReceipt = {
  strategy: string;
  /** By what the operator was found. */
  by: "strategy" | "known_client" | "manager";
  at: string;
  candidates: [number, number, number, number, number, string | null][];
};

/** An enquiry of a client that one operator answers. Without one it waits in its source's queue. */
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
    /** When it first asked for an operator; one that comes back keeps its place. */
    enqueuedAt: instant("enqueued_at").notNull().default(sql`now()`),
    assignedAt: instant("assigned_at"),
    acceptedAt: instant("accepted_at"),
    closedAt: instant("closed_at"),
    receipt: jsonb("receipt").$type<StoredReceipt>(),
    /** Who gave it back, or let it lie: they do not get it again. */
    declinedBy: bigint("declined_by", { mode: "number" }).array().notNull().default([]),
    /** The operator who brought it for a lead that they could not see: they never get or see it by themselves. */
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
    // What somebody, and everybody, has done: the inbox's closed ones and the figures of a day.
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
