import { and, eq, sql } from "drizzle-orm";
import { type Tx, withRole } from "#db/client.ts";
import { memberships, users } from "#db/schema/users.ts";
import { Unauthenticated } from "#lib/core/errors.ts";
import { passwordFits } from "./password.ts";
import type { SessionToken } from "./session-cookie.ts";
import { assertNotThrottled, countFailure, forgetFailures } from "./throttle.ts";

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
  await assertNotThrottled({ email, ip });
  const user = await withRole("leadline_auth", (tx) => findByEmail(tx, email));
  const fits = await passwordFits(user?.passwordHash, password);
  if (!user || !fits) {
    await countFailure({ email, ip });
    throw new Unauthenticated("This e-mail and password do not match");
  }
  await forgetFailures(email);
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
