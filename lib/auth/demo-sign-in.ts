import { and, eq, sql } from "drizzle-orm";
import { withRole } from "#db/client.ts";
import { memberships, users } from "#db/schema/users.ts";
import { ROLES, type Role } from "#lib/core/ctx.ts";
import { env } from "#lib/core/env.ts";
import { Unauthenticated } from "#lib/core/errors.ts";
import type { Origin } from "./ctx.ts";
import { type OpenedSession, openSession } from "./open-session.ts";

const LOOPBACK = new Set(["127.0.0.1", "localhost", "::1", "[::1]"]);

/** Whether the sign-in page may offer the demo people: only where nobody but this machine can reach it. */
export function isDemoSignInOpen(host: string | null): boolean {
  const name = (host ?? "").replace(/:\d+$/, "");
  return LOOPBACK.has(env().HOST) && LOOPBACK.has(name) && env().PUBLIC_URL === undefined;
}

/** The demo people that the sign-in page offers: at most one of each role. */
export async function demoRoles(host: string | null): Promise<Role[]> {
  if (!isDemoSignInOpen(host)) return [];
  const found = await withRole("leadline_auth", (tx) =>
    tx.selectDistinct({ role: memberships.role }).from(memberships).where(isDemoMember),
  );
  return ROLES.filter((role) => found.some((row) => row.role === role)).reverse();
}

const isDemoMember = and(eq(memberships.isDemo, true), eq(memberships.isActive, true));

/**
 * Opens a session of the first demo person with this role.
 * @throws Unauthenticated when there is none, or the server can be reached from elsewhere
 */
export async function demoSignIn(role: string, host: string | null, origin: Origin): Promise<OpenedSession> {
  if (!isDemoSignInOpen(host)) throw new Unauthenticated();
  const [row] = await withRole("leadline_auth", (tx) =>
    tx
      .select({ userId: users.id, workspaceId: memberships.workspaceId })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(and(isDemoMember, sql`${memberships.role} = ${role}`))
      .orderBy(memberships.workspaceId, users.id)
      .limit(1),
  );
  if (!row) throw new Unauthenticated();
  return openSession(row, origin);
}
