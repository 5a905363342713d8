import { pgTable, primaryKey } from "drizzle-orm/pg-core";
import { instant, reference, workspaceId } from "./columns.ts";
import { workspaces } from "./workspaces.ts";

/** The process that is scoring a lead right now. A row lock would keep a transaction open during the call. */
export const scoringLeases = pgTable(
  "scoring_leases",
  {
    workspaceId: workspaceId().references(() => workspaces.id),
    leadId: reference("lead_id").notNull(),
    /** Also distinguishes a lease from later ones of the same lead. */
    until: instant("until").notNull(),
    /** When the call failed. The lease is free again, and callers who waited for this call get its error. */
    failedAt: instant("failed_at"),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.leadId] })],
);
