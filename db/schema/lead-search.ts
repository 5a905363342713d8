import { index, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { instant, reference, workspaceId } from "./columns.ts";

/**
 * The text that `q` searches. Triggers on leads keep it up to date, and only the function find_leads reads it: see
 * docs/decisions/0035-search-for-leads.md. Its index of letters is defined in a migration only.
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
