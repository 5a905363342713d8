import { and, eq, sql } from "drizzle-orm";
import { prepareOnce, withRole } from "#db/client.ts";
import { operators } from "#db/schema/operators.ts";
import { secondFactors } from "#db/schema/second-factors.ts";
import { memberships, users } from "#db/schema/users.ts";
import { workspaces } from "#db/schema/workspaces.ts";
import { clock } from "#lib/core/clock.ts";
import type { Actor, Role, Session } from "#lib/core/ctx.ts";
import { obligationOf } from "./obligations.ts";
import { readSessionCookie } from "./session-cookie.ts";

export type SessionIdentity = {
  workspaceId: number;
  actor: Actor;
  role: Role;
  locale: string | null;
  session: Session;
};

/** Whether the workspace requires a second factor that this person has not set up; demo people are exempt. */
const isSecondFactorMissing = sql<boolean>`${workspaces.requireSecondFactor} and not ${memberships.isDemo}
  and ${secondFactors.confirmedAt} is null`;

/**
 * Who the cookie's bearer is now, or undefined: signed out everywhere, disabled, or no longer in the
 * workspace. Roles and existence come from the database on every request.
 */
export async function findSession(cookie: string): Promise<SessionIdentity | undefined> {
  const token = await readSessionCookie(cookie);
  if (!token) return undefined;
  return withRole("leadline_auth", async (tx) => {
    const [row] = await prepareOnce(tx, "session", (db, name) =>
      db
        .select({
          name: users.name,
          locale: users.locale,
          isSecondFactorMissing,
          role: memberships.role,
          operatorId: operators.id,
          departmentId: operators.departmentId,
        })
        .from(users)
        .innerJoin(
          memberships,
          and(eq(memberships.userId, users.id), eq(memberships.workspaceId, sql.placeholder("workspaceId"))),
        )
        .innerJoin(workspaces, eq(workspaces.id, memberships.workspaceId))
        .leftJoin(secondFactors, eq(secondFactors.userId, users.id))
        .leftJoin(
          operators,
          and(eq(operators.workspaceId, memberships.workspaceId), eq(operators.userId, users.id)),
        )
        .where(
          and(
            eq(users.id, sql.placeholder("userId")),
            eq(users.sessionVersion, sql.placeholder("sessionVersion")),
            eq(memberships.isActive, true),
          ),
        )
        .prepare(name),
    ).execute(token);
    if (!row) return undefined;
    const { name, role, locale, operatorId, departmentId } = row;
    return {
      workspaceId: token.workspaceId,
      actor: { kind: "user", id: token.userId, name, operatorId, departmentId },
      role,
      locale,
      session: { id: 0, authenticatedAt: clock.now(), obligation: obligationOf(row) },
    };
  });
}
