import { index, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { instant, reference, workspaceId } from "./columns.ts";

/**
 * What `q` looks in, kept by triggers on leads and read only by the function find_leads: see
 * docs/decisions/0018. Its index of letters is in the migration alone.
 */
export const leadSearch = pgTable(
  "lead_search",
  {
    workspaceId: workspaceId(),
    leadId: reference("lead_id").notNull(),
    createdAt: instant("created_at").notNull(),
    searchText: text("search_text").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.leadId] }),
    index("lead_search_created").on(table.workspaceId, table.createdAt, table.leadId),
  ],
);
