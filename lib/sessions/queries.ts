import { and, desc, eq } from "drizzle-orm";
import { withRole } from "#db/client.ts";
import { sessions } from "#db/schema/sessions.ts";
import { memberships } from "#db/schema/users.ts";
import { workspaces } from "#db/schema/workspaces.ts";
import { isWithinLimits, MAX_SESSIONS } from "#lib/auth/session-limits.ts";
import { currentUserId } from "#lib/auth/visible.ts";
import type { Ctx } from "#lib/core/ctx.ts";

export type SessionRow = Awaited<ReturnType<typeof listSessions>>[number];

/**
 * Where the caller is signed in, in any of their workspaces; the one used last first, at most MAX_SESSIONS.
 * @throws Forbidden for an API key or a job
 */
export function listSessions(ctx: Ctx) {
  const userId = currentUserId(ctx);
  return withRole("leadline_auth", (tx) =>
    tx
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
      .where(and(eq(sessions.userId, userId), eq(memberships.isActive, true), isWithinLimits))
      .orderBy(desc(sessions.lastSeenAt), desc(sessions.id))
      .limit(MAX_SESSIONS),
  );
}
