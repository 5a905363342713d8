import { sql } from "drizzle-orm";
import { check, foreignKey, index, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { appeals } from "./appeals.ts";
import { createdAt, reference, rowId, workspaceId } from "./columns.ts";
import { leads } from "./leads.ts";
import { operators } from "./operators.ts";
import { workspaces } from "./workspaces.ts";

/** The conversation with a lead. */
export const messages = pgTable(
  "messages",
  {
    workspaceId: workspaceId().references(() => workspaces.id),
    id: rowId(),
    leadId: reference("lead_id").notNull(),
    direction: text("direction", { enum: ["in", "out"] }).notNull(),
    /** The author of an outgoing message. Null for the client and for external systems. */
    operatorId: reference("operator_id"),
    /** The appeal that it belongs to. The conversation itself belongs to the lead. */
    appealId: reference("appeal_id"),
    text: text("text").notNull(),
    deliveryState: text("delivery_state", { enum: ["stored", "sent", "delivered", "read", "failed"] })
      .notNull()
      .default("stored"),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    foreignKey({
      name: "messages_lead",
      columns: [table.workspaceId, table.leadId],
      foreignColumns: [leads.workspaceId, leads.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "messages_operator",
      columns: [table.workspaceId, table.operatorId],
      foreignColumns: [operators.workspaceId, operators.id],
    }),
    foreignKey({
      name: "messages_appeal",
      columns: [table.workspaceId, table.appealId],
      foreignColumns: [appeals.workspaceId, appeals.id],
    }),
    index("messages_undelivered")
      .on(table.workspaceId, table.id)
      .where(sql`direction = 'out' and delivery_state = 'stored' and appeal_id is not null`),
    // Deleting an appeal checks for messages that refer to it; without this index it reads all messages.
    index("messages_of_appeal").on(table.workspaceId, table.appealId).where(sql`appeal_id is not null`),
    index("messages_conversation").on(table.workspaceId, table.leadId, table.id),
    check("messages_direction", sql`${table.direction} in ('in', 'out')`),
    check("messages_text_length", sql`char_length(${table.text}) between 1 and 10000`),
  ],
);
