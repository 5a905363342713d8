import { bigint, foreignKey, index, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, instant, reference, workspaceId } from "./columns.ts";
import { memberships } from "./users.ts";

/**
 * One browser that a person is signed in with. It belongs to the person, like `users`, and is in one of their
 * workspaces at a time. It goes with the membership of that workspace.
 */
export const sessions = pgTable(
  "sessions",
  {
    /** Names the session to its person; the cookie carries `token`, not this. */
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    /**
     * SHA-256 in hex of the 256 random bits in the cookie. A number would open another person's session once a
     * restored database gives it out again, and this table and AUTH_SECRET together still make no cookie.
     */
    tokenHash: text("token_hash").notNull(),
    workspaceId: workspaceId(),
    userId: reference("user_id").notNull(),
    /** Of the latest request, like `ip`. */
    userAgent: text("user_agent"),
    ip: text("ip"),
    /** When the person last entered their password or another proof. */
    authenticatedAt: instant("authenticated_at").notNull().defaultNow(),
    /** Exact to a minute. */
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
