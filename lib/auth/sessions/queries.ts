import { and, eq } from "drizzle-orm";
import { type Tx, withRole } from "#db/client.ts";
import { sessions } from "#db/schema/sessions.ts";
import { memberships } from "#db/schema/users.ts";
import { workspaces } from "#db/schema/workspaces.ts";
import { isWithinLimits, MAX_SESSIONS } from "#lib/auth/session-limits.ts";
import { currentUserId } from "#lib/auth/visible.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { applySlice, hasWords, type Listing, listRows } from "#lib/core/listing.ts";
import type { Page } from "#lib/core/paging.ts";
import type { SESSION_SORTS, SessionsQuery } from "./schema.ts";

export type SessionRow = Awaited<ReturnType<typeof selectSessions>>[number];

function selectSessions(tx: Tx) {
  return tx
    .select({
      id: sessions.id,
      userAgent: sessions.userAgent,
      ip: sessions.ip,
      lastSeenAt: sessions.lastSeenAt,
      createdAt: sessions.createdAt,
    })
    .from(sessions)
    .innerJoin(workspaces, eq(workspaces.id, sessions.workspaceId))
    .innerJoin(
      memberships,
      and(eq(memberships.workspaceId, sessions.workspaceId), eq(memberships.userId, sessions.userId)),
    )
    .$dynamic();
}

const SESSIONS: Listing<SessionRow, (typeof SESSION_SORTS)[number]> = {
  sorts: {
    last_seen_at: { column: sessions.lastSeenAt, of: ({ lastSeenAt }) => lastSeenAt },
    created_at: { column: sessions.createdAt, of: ({ createdAt }) => createdAt },
  },
  defaultSort: "-last_seen_at",
  idColumn: sessions.id,
  find: (tx, slice) => applySlice(selectSessions(tx), slice),
};

/**
 * Where the caller is signed in, in any of their workspaces; the one used last first unless sorted otherwise.
 * @throws Forbidden for an API key or a job
 */
export async function pageOfSessions(ctx: Ctx, query: Partial<SessionsQuery>): Promise<Page<SessionRow>> {
  const where = and(
    eq(sessions.userId, currentUserId(ctx)),
    eq(memberships.isActive, true),
    isWithinLimits,
    hasWords(query.q, [sessions.userAgent, sessions.ip]),
  );
  return withRole("leadline_auth", (tx) => listRows(tx, SESSIONS, where, query));
}

/** All of them, at most MAX_SESSIONS. */
export async function listSessions(ctx: Ctx): Promise<SessionRow[]> {
  return (await pageOfSessions(ctx, { limit: MAX_SESSIONS })).rows;
}
