import { pgTable, primaryKey } from "drizzle-orm/pg-core";
import { instant, reference, workspaceId } from "./columns.ts";
import { workspaces } from "./workspaces.ts";

/** Who is asking the scoring provider about a lead right now; a lock would be held over the call. */
export const scoringLeases = pgTable(
  "scoring_leases",
  {
    workspaceId: workspaceId().references(() => workspaces.id),
    leadId: reference("lead_id").notNull(),
    /** Also tells one lease of a lead from the next. */
    until: instant("until").notNull(),
    /** When the call came to nothing: free to be taken, and an answer to those who came before that. */
    failedAt: instant("failed_at"),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.leadId] })],
);
