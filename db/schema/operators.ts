import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
} from "drizzle-orm/pg-core";
import { createdAt, instant, reference, rowId, updatedAt, workspaceId } from "./columns.ts";
import { memberships } from "./users.ts";
import { workspaces } from "./workspaces.ts";

export const departments = pgTable(
  "departments",
  {
    workspaceId: workspaceId().references(() => workspaces.id),
    id: rowId(),
    name: text("name").notNull(),
    isDemo: boolean("is_demo").notNull().default(false),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    unique("departments_name").on(table.workspaceId, table.name),
    check("departments_name_length", sql`char_length(${table.name}) between 1 and 120`),
  ],
);

/**
 * Working hours: any number of spans on a weekday (0 is Sunday), in minutes from midnight in the operator's time zone.
 * A span whose end is not after its beginning goes over midnight and belongs to the day on which it begins.
 */
export type WorkingHours = { day: number; from: number; to: number }[];

/** The owner of leads, sales and appeals. Every user of a workspace has an operator; some operators have no user. */
export const operators = pgTable(
  "operators",
  {
    workspaceId: workspaceId().references(() => workspaces.id),
    id: rowId(),
    name: text("name").notNull(),
    userId: reference("user_id"),
    departmentId: reference("department_id"),
    isActive: boolean("is_active").notNull().default(true),
    maxLoad: integer("max_load").notNull().default(10),
    currentLoad: integer("current_load").notNull().default(0),
    skills: text("skills").array().notNull().default([]),
    workingHours: jsonb("working_hours").$type<WorkingHours>(),
    /** Null means the time zone of the workspace. */
    timeZone: text("time_zone"),
    presence: text("presence", { enum: ["online", "away", "offline"] })
      .notNull()
      .default("online"),
    /** The last presence signal. Null for operators who do not use presence; they count as present. */
    presenceAt: instant("presence_at"),
    isDemo: boolean("is_demo").notNull().default(false),
    version: integer("version").notNull().default(1),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    unique("operators_user").on(table.workspaceId, table.userId),
    foreignKey({
      name: "operators_membership",
      columns: [table.workspaceId, table.userId],
      foreignColumns: [memberships.workspaceId, memberships.userId],
    }),
    foreignKey({
      name: "operators_department",
      columns: [table.workspaceId, table.departmentId],
      foreignColumns: [departments.workspaceId, departments.id],
    }),
    check("operators_load", sql`${table.currentLoad} >= 0 and ${table.maxLoad} between 0 and 1000`),
    check("operators_name_length", sql`char_length(${table.name}) between 1 and 120`),
    check("operators_presence", sql`${table.presence} in ('online', 'away', 'offline')`),
  ],
);
