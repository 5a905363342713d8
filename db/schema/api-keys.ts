import { sql } from "drizzle-orm";
import { check, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, instant, reference, rowId, workspaceId } from "./columns.ts";
import { users } from "./users.ts";
import { workspaces } from "./workspaces.ts";

export const apiKeys = pgTable(
  "api_keys",
  {
    workspaceId: workspaceId().references(() => workspaces.id),
    id: rowId(),
    name: text("name").notNull(),
    /** The first characters of the key, so that people can tell keys apart in a list. */
    prefix: text("prefix").notNull(),
    /** SHA-256 of the whole key in hex; the key itself has 256 random bits and is shown once. */
    hash: text("hash").notNull(),
    scope: text("scope", { enum: ["read", "write", "admin"] }).notNull(),
    createdBy: text("created_by").notNull(),
    /** The person who owns the key; when they lose access, it stops working. Null when the command line created it. */
    createdById: reference("created_by_id").references(() => users.id),
    /** Null means that the key never expires. */
    expiresAt: instant("expires_at"),
    lastUsedAt: instant("last_used_at"),
    revokedAt: instant("revoked_at"),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    uniqueIndex("api_keys_hash").on(table.hash),
    check("api_keys_scope", sql`${table.scope} in ('read', 'write', 'admin')`),
    check("api_keys_name", sql`char_length(${table.name}) between 1 and 120`),
  ],
);
