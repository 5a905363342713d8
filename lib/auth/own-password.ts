import { eq } from "drizzle-orm";
import { withRole } from "#db/client.ts";
import { users } from "#db/schema/users.ts";
import { passwordFits } from "./password.ts";
import { forgiveAttempts, reserveAttempt } from "./throttle.ts";

/**
 * Whether this is the password of the person who asks, for what a session alone must not do. It counts as an attempt
 * to sign in: a session that was left open is no place to guess at will.
 * @throws TooManyRequests
 */
export async function isOwnPassword(
  { userId, ip }: { userId: number; ip: string | null },
  password: string,
): Promise<boolean> {
  const [user] = await withRole("leadline_auth", (tx) =>
    tx
      .select({ email: users.email, passwordHash: users.passwordHash })
      .from(users)
      .where(eq(users.id, userId)),
  );
  if (!user) return false;
  const guesser = { email: user.email, ip };
  await reserveAttempt(guesser);
  const fits = await passwordFits(user.passwordHash, password);
  if (fits) await forgiveAttempts(guesser);
  return fits;
}
