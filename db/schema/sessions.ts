import { bigint, foreignKey, index, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, instant, reference, workspaceId } from "./columns.ts";
import { memberships } from "./users.ts";

/**
 * A browser in which a person is signed in. A session belongs to the person and is in one of their workspaces at a
 * time. It is deleted with the membership of that workspace.
 */
export const sessions = pgTable(
  "sessions",
  {
    /** Identifies the session to its person. The cookie carries `token`, not this id. */
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    /**
     * SHA-256 in hex of the 256 random bits in the cookie. A numeric id could open another person's session after a
     * database is restored and reuses ids. This table and AUTH_SECRET together are not enough to make a cookie.
     */
    tokenHash: text("token_hash").notNull(),
    workspaceId: workspaceId(),
    userId: reference("user_id").notNull(),
    /** The user agent of the latest request, as `ip` is its address. */
    userAgent: text("user_agent"),
    ip: text("ip"),
    /** When the person last entered their password or another proof. */
    authenticatedAt: instant("authenticated_at").notNull().defaultNow(),
    /** Accurate to a minute. */
    lastSeenAt: instant("last_seen_at").notNull().defaultNow(),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex("sessions_token_hash").on(table.tokenHash),
    index("sessions_member").on(table.userId, table.workspaceId),
    foreignKey({
      name: "sessions_membership",
      columns: [table.workspaceId, table.userId],
      foreignColumns: [memberships.workspaceId, memberships.userId],
    }).onDelete("cascade"),
  ],
);
