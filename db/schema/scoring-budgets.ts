import { integer, pgTable } from "drizzle-orm/pg-core";
import { instant, workspaceId } from "./columns.ts";
import { workspaces } from "./workspaces.ts";

/** How many calls a workspace made to a paid provider in the minute of its last call. */
export const scoringBudgets = pgTable("scoring_budgets", {
  workspaceId: workspaceId()
    .primaryKey()
    .references(() => workspaces.id),
  minute: instant("minute").notNull(),
  calls: integer("calls").notNull(),
});
