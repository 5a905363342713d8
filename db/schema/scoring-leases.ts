import { boolean, pgTable, primaryKey } from "drizzle-orm/pg-core";
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
    /** The call came to nothing: free to be taken, and an answer to those who waited for it. */
    isFailed: boolean("is_failed").notNull().default(false),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.leadId] })],
);
