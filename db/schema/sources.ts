import { sql } from "drizzle-orm";
import { check, foreignKey, integer, pgTable, primaryKey, text, unique } from "drizzle-orm/pg-core";
import { createdAt, reference, rowId, updatedAt, workspaceId } from "./columns.ts";
import { departments } from "./operators.ts";
import { workspaces } from "./workspaces.ts";

/** The origin of leads and appeals, such as a website or a phone line. */
export const sources = pgTable(
  "sources",
  {
    workspaceId: workspaceId().references(() => workspaces.id),
    id: rowId(),
    code: text("code").notNull(),
    name: text("name").notNull(),
    kind: text("kind", { enum: ["scanner", "partner", "manual", "telegram", "web", "api"] }).notNull(),
    description: text("description"),
    strategy: text("strategy", {
      enum: ["weighted_fair", "weighted_random", "round_robin", "balanced", "weighted_balanced"],
    })
      .notNull()
      .default("weighted_fair"),
    departmentId: reference("department_id"),
    /** The skills that an operator needs to get its appeals. */
    requiredSkills: text("required_skills").array().notNull().default([]),
    acknowledgeSeconds: integer("acknowledge_seconds"),
    version: integer("version").notNull().default(1),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    unique("sources_code").on(table.workspaceId, table.code),
    foreignKey({
      name: "sources_department",
      columns: [table.workspaceId, table.departmentId],
      foreignColumns: [departments.workspaceId, departments.id],
    }),
    check("sources_code_format", sql`${table.code} ~ '^[a-z0-9][a-z0-9_-]{0,62}$'`),
    check("sources_name_length", sql`char_length(${table.name}) between 1 and 120`),
  ],
);
