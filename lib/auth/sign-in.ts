import { and, eq, sql } from "drizzle-orm";
import { type Tx, withRole } from "#db/client.ts";
import { memberships, users } from "#db/schema/users.ts";
import { Unauthenticated } from "#lib/core/errors.ts";
import type { Origin } from "./ctx.ts";
import { type Entrant, type OpenedSession, openSession } from "./open-session.ts";
import { passwordFits } from "./password.ts";
import { assertNotThrottled, countFailure, forgetFailures } from "./throttle.ts";

export type Credentials = { email: string; password: string };

/**
 * Opens a session for e-mail and password, in the workspace the person was first added to.
 * @throws Unauthenticated when they do not fit, also for a disabled person
 * @throws TooManyRequests after too many failures
 */
export async function signIn(credentials: Credentials, origin: Origin): Promise<OpenedSession> {
  const entrant = await checkCredentials(credentials, origin);
  return openSession(entrant, origin);
}

/**
 * Whose e-mail and password these are. Counts failures by e-mail and by address.
 * @throws Unauthenticated
 * @throws TooManyRequests
 */
export async function checkCredentials(
  { email, password }: Credentials,
  { ip = null }: Origin,
): Promise<Entrant> {
  await assertNotThrottled({ email, ip });
  const user = await withRole("leadline_auth", (tx) => findByEmail(tx, email));
  const fits = await passwordFits(user?.passwordHash, password);
  if (!user || !fits) {
    await countFailure({ email, ip });
    throw new Unauthenticated("This e-mail and password do not match");
  }
  await forgetFailures(email);
  return { userId: user.id, workspaceId: user.workspaceId };
}

async function findByEmail(tx: Tx, email: string) {
  const [row] = await tx
    .select({
      id: users.id,
      passwordHash: users.passwordHash,
      workspaceId: memberships.workspaceId,
    })
    .from(users)
    .innerJoin(memberships, and(eq(memberships.userId, users.id), eq(memberships.isActive, true)))
    .where(sql`lower(${users.email}) = lower(${email})`)
    .orderBy(memberships.createdAt, memberships.workspaceId)
    .limit(1);
  return row;
}
