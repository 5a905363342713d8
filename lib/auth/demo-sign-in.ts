import { and, eq, sql } from "drizzle-orm";
import { withRole } from "#db/client.ts";
import { memberships, users } from "#db/schema/users.ts";
import { ROLES, type Role } from "#lib/core/ctx.ts";
import { Unauthenticated } from "#lib/core/errors.ts";
import type { Origin } from "./ctx.ts";
import { hasOpenedDemoLink } from "./demo-link.ts";
import { type OpenedSession, openSession } from "./open-session.ts";

const isDemoMember = and(eq(memberships.isDemo, true), eq(memberships.isActive, true));

/** The roles of the demo people, at most one person of each. */
export async function listDemoRoles(): Promise<Role[]> {
  const found = await withRole("leadline_auth", (tx) =>
    tx.selectDistinct({ role: memberships.role }).from(memberships).where(isDemoMember),
  );
  return ROLES.filter((role) => found.some((row) => row.role === role)).reverse();
}

/** The demo people that the sign-in page offers to this browser: none unless it opened a demo link. */
export async function offeredDemoRoles(browserToken: string | undefined): Promise<Role[]> {
  return (await hasOpenedDemoLink(browserToken)) ? listDemoRoles() : [];
}

/**
 * Opens a session of the first demo person with this role, for a browser that opened a demo link. The client's
 * address is not checked, because behind a proxy on the same machine every client has the loopback address.
 * @throws Unauthenticated for another browser, or when there is no such person
 */
export async function demoSignIn(
  role: string,
  browserToken: string | undefined,
  origin: Origin,
): Promise<OpenedSession> {
  if (!(await hasOpenedDemoLink(browserToken))) throw new Unauthenticated();
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
  return openSession({ ...row, proof: null }, origin);
}
