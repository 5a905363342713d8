import { and, eq, sql } from "drizzle-orm";
import { decode } from "next-auth/jwt";
import { prepareOnce, withRole } from "#db/client.ts";
import { operators } from "#db/schema/operators.ts";
import { memberships, users } from "#db/schema/users.ts";
import type { Actor, Role } from "#lib/core/ctx.ts";
import { env } from "#lib/core/env.ts";
import { authSecret } from "./secret.ts";

/** What the signed and encrypted cookie says. Everything else is read from the database each time. */
export type SessionToken = { userId: number; workspaceId: number; sessionVersion: number };

export type SessionIdentity = { workspaceId: number; actor: Actor; role: Role; locale: string | null };

/** Seconds. */
export const SESSION_MAX_AGE = 30 * 24 * 3600;

/** A browser keeps secure cookies only over https. */
export function isSecureSession(): boolean {
  return env().PUBLIC_URL?.startsWith("https:") ?? false;
}

export function sessionCookieName(): string {
  return isSecureSession() ? "__Secure-leadline.session" : "leadline.session";
}

/**
 * Who the cookie's bearer is now, or undefined: signed out everywhere, disabled, or no longer in the
 * workspace. Roles and existence come from the database on every request.
 */
export async function findSession(cookie: string): Promise<SessionIdentity | undefined> {
  const token = await readToken(cookie);
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

async function readToken(cookie: string): Promise<SessionToken | undefined> {
  const token = await decode({ token: cookie, secret: authSecret() }).catch(() => null);
  if (!token) return undefined;
  const { userId, workspaceId, sessionVersion } = token;
  if (![userId, workspaceId, sessionVersion].every(Number.isSafeInteger)) return undefined;
  return { userId, workspaceId, sessionVersion } as SessionToken;
}
