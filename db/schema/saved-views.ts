import { sql } from "drizzle-orm";
import { boolean, check, foreignKey, index, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { createdAt, reference, rowId, workspaceId } from "./columns.ts";
import { operators } from "./operators.ts";

/** Filters and order of a board, saved under a name. */
export const savedViews = pgTable(
  "saved_views",
  {
    workspaceId: workspaceId(),
    id: rowId(),
    /** The user who owns the view. */
    operatorId: reference("operator_id").notNull(),
    board: text("board", { enum: ["leads", "sales"] }).notNull(),
    name: text("name").notNull(),
    /** The parameters of the board's address. */
    query: text("query").notNull(),
    /** Whether all users of the workspace see it. */
    isShared: boolean("is_shared").notNull().default(false),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    foreignKey({
      name: "saved_views_operator",
      columns: [table.workspaceId, table.operatorId],
      foreignColumns: [operators.workspaceId, operators.id],
    }).onDelete("cascade"),
    index("saved_views_of_board").on(table.workspaceId, table.board, table.id),
    check("saved_views_board", sql`${table.board} in ('leads', 'sales')`),
    check(
      "saved_views_lengths",
      sql`char_length(${table.name}) <= 60 and char_length(${table.query}) <= 1000`,
    ),
  ],
);
