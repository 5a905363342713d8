import { and, eq, sql } from "drizzle-orm";
import { prepareOnce, type Tx, unawaitedIn, withRole } from "#db/client.ts";
import { operators } from "#db/schema/operators.ts";
import { secondFactors } from "#db/schema/second-factors.ts";
import { sessions } from "#db/schema/sessions.ts";
import { memberships, users } from "#db/schema/users.ts";
import { workspaces } from "#db/schema/workspaces.ts";
import { clock, MINUTE } from "#lib/core/clock.ts";
import type { Actor, Role, Session } from "#lib/core/ctx.ts";
import type { Origin } from "./ctx.ts";
import { obligationOf } from "./obligations.ts";
import { readSessionCookie } from "./session-cookie.ts";
import { isWithinLimits } from "./session-limits.ts";
import { hashToken } from "./token.ts";

/** Milliseconds between two updates of when a session was last used. */
const LAST_SEEN_PRECISION = MINUTE;

/** Where a session is used from. */
export type SessionOrigin = Pick<Origin, "ip" | "userAgent">;

export type SessionIdentity = {
  workspaceId: number;
  actor: Extract<Actor, { kind: "user" }>;
  role: Role;
  locale: string | null;
  session: Session;
};

/** Whether the workspace requires a second factor that this person has not set up; demo people are exempt. */
const isSecondFactorMissing = sql<boolean>`${workspaces.requireSecondFactor} and not ${memberships.isDemo}
  and ${secondFactors.confirmedAt} is null`;

/**
 * The identity of the cookie's bearer, or undefined when they are signed out, idle or signed in for too long,
 * disabled, or no longer in the workspace. Read from the database on every request.
 * @param seen the origin of a person's request; leave it out for requests that a page sends by itself, which must not
 * keep a session alive
 */
export async function findSession(
  cookie: string,
  seen?: SessionOrigin,
): Promise<SessionIdentity | undefined> {
  const token = await readSessionCookie(cookie);
  return token === undefined ? undefined : findSessionByToken(token, seen);
}

/** The same by what the cookie carries. */
export async function findSessionByToken(
  token: string,
  seen?: SessionOrigin,
): Promise<SessionIdentity | undefined> {
  return withRole("leadline_auth", async (tx) => {
    const [row] = await selectSession(tx).execute({ tokenHash: hashToken(token) });
    if (!row) return undefined;
    if (seen && clock.now().getTime() - row.lastSeenAt.getTime() > LAST_SEEN_PRECISION)
      noteSeen(tx, row.id, seen);
    const { name, role, locale, operatorId, departmentId } = row;
    return {
      workspaceId: row.workspaceId,
      actor: { kind: "user", id: row.userId, name, operatorId, departmentId },
      role,
      locale,
      session: {
        id: row.id,
        authenticatedAt: row.authenticatedAt,
        obligation: obligationOf(row),
        hasPassword: !row.isDemo,
      },
    };
  });
}

const selectSession = (tx: Tx) =>
  prepareOnce(tx, "session", (db, name) =>
    db
      .select({
        id: sessions.id,
        userId: sessions.userId,
        workspaceId: sessions.workspaceId,
        authenticatedAt: sessions.authenticatedAt,
        lastSeenAt: sessions.lastSeenAt,
        name: users.name,
        locale: users.locale,
        mustChangePassword: users.mustChangePassword,
        isSecondFactorMissing,
        role: memberships.role,
        isDemo: memberships.isDemo,
        operatorId: operators.id,
        departmentId: operators.departmentId,
      })
      .from(sessions)
      .innerJoin(users, eq(users.id, sessions.userId))
      .innerJoin(workspaces, eq(workspaces.id, sessions.workspaceId))
      .innerJoin(
        memberships,
        and(eq(memberships.workspaceId, sessions.workspaceId), eq(memberships.userId, sessions.userId)),
      )
      .leftJoin(secondFactors, eq(secondFactors.userId, sessions.userId))
      .leftJoin(
        operators,
        and(eq(operators.workspaceId, sessions.workspaceId), eq(operators.userId, sessions.userId)),
      )
      .where(
        and(
          eq(sessions.tokenHash, sql.placeholder("tokenHash")),
          eq(memberships.isActive, true),
          isWithinLimits,
        ),
      )
      .prepare(name),
  );

/** Sent together with COMMIT. Of requests that arrive together, one writes. */
function noteSeen(tx: Tx, id: number, { ip = null, userAgent = null }: SessionOrigin): void {
  const isDue = sql`${sessions.lastSeenAt} < now() - make_interval(secs => ${LAST_SEEN_PRECISION / 1_000})`;
  const update = tx
    .update(sessions)
    .set({ lastSeenAt: sql`now()`, ip, userAgent: userAgent?.slice(0, 400) ?? null })
    .where(and(eq(sessions.id, id), isDue));
  unawaitedIn(tx, update.execute());
}
