import { sql } from "drizzle-orm";
import { bigint, boolean, check, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, reference, updatedAt, workspaceId } from "./columns.ts";
import { workspaces } from "./workspaces.ts";

/** A person. `memberships` has their workspaces and roles. */
export const users = pgTable(
  "users",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    email: text("email").notNull(),
    name: text("name").notNull(),
    passwordHash: text("password_hash").notNull(),
    /** Another person chose the password. It opens nothing until this person has replaced it. */
    mustChangePassword: boolean("must_change_password").notNull().default(false),
    /** The language that the person chose. Null follows the browser. */
    locale: text("locale"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    uniqueIndex("users_email").on(table.email),
    // The "C" collation folds Latin letters only, as `emailKey` does, which is applied to every address.
    check("users_email_key", sql`${table.email} = lower(${table.email} collate "C")`),
    check("users_locale", sql`${table.locale} in ('en', 'uk', 'ru')`),
    check("users_email_length", sql`char_length(${table.email}) between 3 and 254`),
    check("users_name_length", sql`char_length(${table.name}) between 1 and 120`),
  ],
);

export const memberships = pgTable(
  "memberships",
  {
    workspaceId: workspaceId().references(() => workspaces.id),
    userId: reference("user_id")
      .notNull()
      .references(() => users.id),
    role: text("role", { enum: ["admin", "manager", "operator"] }).notNull(),
    isActive: boolean("is_active").notNull().default(true),
    isDemo: boolean("is_demo").notNull().default(false),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.userId] }),
    check("memberships_role", sql`${table.role} in ('admin', 'manager', 'operator')`),
  ],
);
