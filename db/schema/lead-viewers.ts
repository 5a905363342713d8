import { foreignKey, pgTable, primaryKey } from "drizzle-orm/pg-core";
import { instant, reference, workspaceId } from "./columns.ts";
import { leads } from "./leads.ts";
import { operators } from "./operators.ts";

/** The people who have a lead open on the screen, by their last signal. Signals are valid for a minute. */
export const leadViewers = pgTable(
  "lead_viewers",
  {
    workspaceId: workspaceId(),
    leadId: reference("lead_id").notNull(),
    operatorId: reference("operator_id").notNull(),
    seenAt: instant("seen_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.leadId, table.operatorId] }),
    foreignKey({
      name: "lead_viewers_lead",
      columns: [table.workspaceId, table.leadId],
      foreignColumns: [leads.workspaceId, leads.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "lead_viewers_operator",
      columns: [table.workspaceId, table.operatorId],
      foreignColumns: [operators.workspaceId, operators.id],
    }).onDelete("cascade"),
  ],
);
