import { pgTable, primaryKey } from "drizzle-orm/pg-core";
import { instant, reference, workspaceId } from "./columns.ts";
import { workspaces } from "./workspaces.ts";

/** Who is asking the scoring provider about a lead right now; a lock would be held over the call. */
export const scoringLeases = pgTable(
  "scoring_leases",
  {
    workspaceId: workspaceId().references(() => workspaces.id),
    leadId: reference("lead_id").notNull(),
    until: instant("until").notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.leadId] })],
);
