import { and, eq, sql } from "drizzle-orm";
import { prepareOnce, withRole } from "#db/client.ts";
import { operators } from "#db/schema/operators.ts";
import { memberships, users } from "#db/schema/users.ts";
import type { Actor, Role } from "#lib/core/ctx.ts";
import { readSessionCookie } from "./session-cookie.ts";

export type SessionIdentity = { workspaceId: number; actor: Actor; role: Role; locale: string | null };

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
          role: memberships.role,
          operatorId: operators.id,
          departmentId: operators.departmentId,
        })
        .from(users)
        .innerJoin(
          memberships,
          and(eq(memberships.userId, users.id), eq(memberships.workspaceId, sql.placeholder("workspaceId"))),
        )
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
    };
  });
}
