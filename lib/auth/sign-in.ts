import { createHash } from "node:crypto";
import { and, eq, gt, inArray, sql } from "drizzle-orm";
import { type Tx, withRole } from "#db/client.ts";
import { memberships, signInFailures, users } from "#db/schema/users.ts";
import { TooManyRequests, Unauthenticated } from "#lib/core/errors.ts";
import { passwordFits } from "./password.ts";
import type { SessionToken } from "./session.ts";

/** Failures of one e-mail or one address within the window before it has to wait. */
const FAILURES_ALLOWED = { email: 10, ip: 50 };
const WINDOW_MINUTES = 15;

const failureKey = (kind: "email" | "ip", value: string) =>
  `${kind}:${createHash("sha256").update(value.toLowerCase()).digest("hex")}`;

/**
 * Checks e-mail and password and says which session they open: in the workspace the person was first
 * added to. Counts failures by e-mail and by address.
 * @throws Unauthenticated when they do not fit, also for a disabled person
 * @throws TooManyRequests after too many failures
 */
export async function signIn(credentials: {
  email: string;
  password: string;
  ip: string | null;
}): Promise<SessionToken> {
  const { email, password, ip } = credentials;
  await assertNotThrottled(email, ip);
  const user = await withRole("leadline_auth", (tx) => findByEmail(tx, email));
  const fits = await passwordFits(user?.passwordHash, password);
  if (!user || !fits) {
    await countFailure(email, ip);
    throw new Unauthenticated("This e-mail and password do not match");
  }
  await withRole("leadline_auth", (tx) =>
    tx.delete(signInFailures).where(eq(signInFailures.key, failureKey("email", email))),
  );
  return { userId: user.id, workspaceId: user.workspaceId, sessionVersion: user.sessionVersion };
}

async function findByEmail(tx: Tx, email: string) {
  const [row] = await tx
    .select({
      id: users.id,
      passwordHash: users.passwordHash,
      sessionVersion: users.sessionVersion,
      workspaceId: memberships.workspaceId,
    })
    .from(users)
    .innerJoin(memberships, and(eq(memberships.userId, users.id), eq(memberships.isActive, true)))
    .where(sql`lower(${users.email}) = lower(${email})`)
    .orderBy(memberships.createdAt, memberships.workspaceId)
    .limit(1);
  return row;
}

async function assertNotThrottled(email: string, ip: string | null): Promise<void> {
  const limits = new Map([[failureKey("email", email), FAILURES_ALLOWED.email]]);
  if (ip) limits.set(failureKey("ip", ip), FAILURES_ALLOWED.ip);
  const counts = await withRole("leadline_auth", (tx) =>
    tx
      .select({ key: signInFailures.key, count: sql<number>`count(*)::int` })
      .from(signInFailures)
      .where(
        and(
          inArray(signInFailures.key, [...limits.keys()]),
          gt(signInFailures.failedAt, sql`now() - make_interval(mins => ${WINDOW_MINUTES})`),
        ),
      )
      .groupBy(signInFailures.key),
  );
  if (counts.some(({ key, count }) => count >= (limits.get(key) ?? 0))) {
    throw new TooManyRequests(WINDOW_MINUTES * 60);
  }
}

async function countFailure(email: string, ip: string | null): Promise<void> {
  const keys = [failureKey("email", email), ...(ip ? [failureKey("ip", ip)] : [])];
  await withRole("leadline_auth", async (tx) => {
    await tx.insert(signInFailures).values(keys.map((key) => ({ key })));
    await tx
      .delete(signInFailures)
      .where(sql`${signInFailures.failedAt} < now() - make_interval(mins => ${WINDOW_MINUTES})`);
  });
}
