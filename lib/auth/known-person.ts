import { eq } from "drizzle-orm";
import { withRole } from "#db/client.ts";
import { users } from "#db/schema/users.ts";
import { Conflict } from "#lib/core/errors.ts";
import { emailKey } from "./email-key.ts";
import { passwordFits } from "./password.ts";
import { forgiveAttempts, type Guesser, reserveAttempt } from "./throttle.ts";

/** 409: only the person itself may bring its account into another workspace. */
export function accountExists(): Conflict {
  return new Conflict(
    "account_exists",
    "There is an account with this e-mail already. Join with the password of that account",
  );
}

/**
 * Whether there is an account with this e-mail, in whichever workspace, and the password is its own.
 * It counts as an attempt to sign in.
 * @returns false when there is no such account
 * @throws Conflict account_exists when there is one and the password does not fit
 * @throws TooManyRequests
 */
export async function provesToBeKnown(guesser: Guesser & { email: string }, password: string) {
  const [user] = await withRole("leadline_auth", (tx) =>
    tx
      .select({ passwordHash: users.passwordHash })
      .from(users)
      .where(eq(users.email, emailKey(guesser.email))),
  );
  if (!user) return false;
  await reserveAttempt(guesser);
  if (!(await passwordFits(user.passwordHash, password))) throw accountExists();
  await forgiveAttempts(guesser);
  return true;
}
