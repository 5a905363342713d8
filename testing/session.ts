import { eq, sql } from "drizzle-orm";
import { encode } from "next-auth/jwt";
import { withRole } from "#db/client.ts";
import { sessions } from "#db/schema/sessions.ts";
import { type OpenedSession, openSession } from "#lib/auth/open-session.ts";
import { authSecret } from "#lib/auth/secret.ts";
import type { SessionOrigin } from "#lib/auth/session.ts";
import { SESSION_MAX_AGE, sessionCookieName } from "#lib/auth/session-cookie.ts";
import type { Ctx } from "#lib/core/ctx.ts";

/** The value of the cookie of a session, as next-auth writes it. */
export const cookieOf = ({ token }: Pick<OpenedSession, "token">): Promise<string> =>
  encode({ token: { sid: token }, secret: authSecret(), maxAge: SESSION_MAX_AGE });

/** The headers that a browser sends with this cookie from our own pages. */
export const headersWith = (cookie: string): Record<string, string> => ({
  cookie: `${sessionCookieName()}=${cookie}`,
  host: "leadline.test",
  "sec-fetch-site": "same-origin",
});

/** A session of the person behind a ctx, with the headers by which their browser uses it from our own pages. */
export async function newSession({ workspaceId, actor }: Ctx, origin: SessionOrigin = {}) {
  const session = await openSession({ userId: actor.id ?? 0, workspaceId, proof: null }, origin);
  const cookie = await cookieOf(session);
  return {
    ...session,
    cookie,
    headers: headersWith(cookie),
  };
}

type Moment = "createdAt" | "authenticatedAt" | "lastSeenAt";

/** Moves a time of a session back by this many seconds. No role may update it, so the row is inserted again. */
export function letPass(sessionId: number, moment: Moment, seconds: number): Promise<unknown> {
  return withRole("leadline_auth", async (tx) => {
    const [row] = await tx.delete(sessions).where(eq(sessions.id, sessionId)).returning();
    if (!row) throw new Error(`There is no session ${sessionId}`);
    const past = sql`now() - make_interval(secs => ${seconds})`;
    return tx
      .insert(sessions)
      .overridingSystemValue()
      .values({ ...row, [moment]: past });
  });
}
