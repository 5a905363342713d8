import { integer, pgTable } from "drizzle-orm/pg-core";
import { instant, workspaceId } from "./columns.ts";
import { workspaces } from "./workspaces.ts";

/** How often a workspace asked a provider that costs money, in the minute of its last question. */
export const scoringBudgets = pgTable("scoring_budgets", {
  workspaceId: workspaceId()
    .primaryKey()
    .references(() => workspaces.id),
  minute: instant("minute").notNull(),
  calls: integer("calls").notNull(),
});
