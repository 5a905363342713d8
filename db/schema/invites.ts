import { sql } from "drizzle-orm";
import { check, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, instant, reference, rowId, workspaceId } from "./columns.ts";
import { users } from "./users.ts";
import { workspaces } from "./workspaces.ts";

/** A link that lets one person join a workspace, once. */
export const invites = pgTable(
  "invites",
  {
    workspaceId: workspaceId().references(() => workspaces.id),
    id: rowId(),
    /** A note on who the invite is for. It is not checked. */
    email: text("email"),
    name: text("name"),
    role: text("role", { enum: ["admin", "manager", "operator"] }).notNull(),
    /** The first characters of the token, so that people can tell invites apart in a list. */
    prefix: text("prefix").notNull(),
    /** SHA-256 of the token in hex; the token itself has 256 random bits and is shown once. */
    tokenHash: text("token_hash").notNull(),
    createdBy: text("created_by").notNull(),
    /**
     * The person who owns the invite; when they lose access, it is no longer valid. Null when the command line created
     * it.
     */
    createdById: reference("created_by_id").references(() => users.id),
    expiresAt: instant("expires_at").notNull(),
    acceptedAt: instant("accepted_at"),
    acceptedBy: reference("accepted_by").references(() => users.id),
    revokedAt: instant("revoked_at"),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    uniqueIndex("invites_token_hash").on(table.tokenHash),
    check("invites_role", sql`${table.role} in ('admin', 'manager', 'operator')`),
    check("invites_email_length", sql`char_length(${table.email}) between 3 and 254`),
    check("invites_name_length", sql`char_length(${table.name}) between 1 and 120`),
    check("invites_accepted", sql`(${table.acceptedAt} is null) = (${table.acceptedBy} is null)`),
    check("invites_ended_once", sql`${table.acceptedAt} is null or ${table.revokedAt} is null`),
  ],
);
