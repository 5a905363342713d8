import { and, eq, inArray } from "drizzle-orm";
import { type Tx, withRole } from "#db/client.ts";
import { memberships, users } from "#db/schema/users.ts";
import { emailKeys } from "#lib/core/email.ts";
import { Unauthenticated } from "#lib/core/errors.ts";
import type { Origin } from "./ctx.ts";
import { type Entrant, type OpenedSession, openSession } from "./open-session.ts";
import { isPasswordCorrect } from "./password.ts";
import { assertSecondFactor } from "./second-factor.ts";
import { clearAttempts, reserveAttempt } from "./throttle.ts";

export type Credentials = {
  email: string;
  password: string;
  /** Of the authenticator app, or a recovery code; for people who have a second factor. */
  code?: string;
};

/**
 * Opens a session for e-mail and password, in the workspace the person was first added to.
 * @throws Unauthenticated when they do not fit, also for a disabled person
 * @throws AppError 401 `second_factor_needed`, `second_factor_wrong`
 * @throws TooManyRequests after too many attempts, before anything is compared
 */
export async function signIn(credentials: Credentials, origin: Origin): Promise<OpenedSession> {
  return openSession(await checkCredentials(credentials, origin), origin);
}

/**
 * Finds the person with this e-mail and password, and returns what they have proven. Failures slow down further
 * attempts for this account and from this network.
 * @throws Unauthenticated
 * @throws AppError 401 `second_factor_needed`, `second_factor_wrong`
 * @throws TooManyRequests
 */
export async function checkCredentials(
  { email, password, code }: Credentials,
  { ip = null }: Origin,
): Promise<Entrant> {
  await reserveAttempt({ email, ip });
  const user = await withRole("leadline_auth", (tx) => findByEmail(tx, email));
  const fits = await isPasswordCorrect(user?.passwordHash, password);
  if (!user || !fits) throw new Unauthenticated("This e-mail and password do not match");
  const hasSecondFactor = await assertSecondFactor({ userId: user.id, email }, code, { ip });
  await clearAttempts({ email, ip });
  const { id: userId, workspaceId, passwordHash } = user;
  return { userId, workspaceId, proof: { passwordHash, hasSecondFactor } };
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
    .where(inArray(users.email, emailKeys(email)))
    .orderBy(memberships.createdAt, memberships.workspaceId)
    .limit(1);
  return row;
}
