import { eq } from "drizzle-orm";
import { withRole } from "#db/client.ts";
import { users } from "#db/schema/users.ts";
import { passwordFits } from "./password.ts";
import { forgiveAttempts, reserveAttempt } from "./throttle.ts";

/**
 * Finds the person who asks by their password, for what an open session alone must not do. It counts as an attempt to
 * sign in; otherwise passwords could be guessed without limit in a session that was left open.
 * @returns undefined when the password does not fit
 * @throws TooManyRequests
 */
export async function findByOwnPassword(
  { userId, ip }: { userId: number; ip: string | null },
  password: string,
): Promise<{ email: string; name: string; passwordHash: string } | undefined> {
  const [user] = await withRole("leadline_auth", (tx) =>
    tx
      .select({ email: users.email, name: users.name, passwordHash: users.passwordHash })
      .from(users)
      .where(eq(users.id, userId)),
  );
  if (!user) return undefined;
  const guesser = { email: user.email, ip };
  await reserveAttempt(guesser);
  if (!(await passwordFits(user.passwordHash, password))) return undefined;
  await forgiveAttempts(guesser);
  return user;
}

/** Whether this is the password of the person who asks. Counts as an attempt, like `findByOwnPassword`. */
export async function isOwnPassword(
  person: { userId: number; ip: string | null },
  password: string,
): Promise<boolean> {
  return (await findByOwnPassword(person, password)) !== undefined;
}
