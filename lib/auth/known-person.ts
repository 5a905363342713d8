import { eq } from "drizzle-orm";
import { withRole } from "#db/client.ts";
import { users } from "#db/schema/users.ts";
import { Conflict } from "#lib/core/errors.ts";
import type { Origin } from "./ctx.ts";
import { emailKey } from "./email-key.ts";
import { passwordFits } from "./password.ts";
import { assertSecondFactor } from "./second-factor.ts";
import { forgiveAttempts, reserveAttempt } from "./throttle.ts";

/** 409: only the person itself may bring its account into another workspace. */
export function accountExists(): Conflict {
  return new Conflict(
    "account_exists",
    "There is an account with this e-mail already. Join with the password of that account",
  );
}

/**
 * Whether there is an account with this e-mail, in whichever workspace, and its own password and second factor.
 * It counts as an attempt to sign in.
 * @returns false when there is no such account
 * @throws Conflict account_exists when there is one and the password does not fit
 * @throws AppError 401 `second_factor_needed`, `second_factor_wrong`
 * @throws TooManyRequests
 */
export async function provesToBeKnown(
  person: { email: string; password: string; code?: string | undefined },
  origin: Origin,
): Promise<boolean> {
  const guesser = { email: person.email, ip: origin.ip ?? null };
  const [user] = await withRole("leadline_auth", (tx) =>
    tx
      .select({ id: users.id, passwordHash: users.passwordHash })
      .from(users)
      .where(eq(users.email, emailKey(person.email))),
  );
  if (!user) return false;
  await reserveAttempt(guesser);
  if (!(await passwordFits(user.passwordHash, person.password))) throw accountExists();
  await assertSecondFactor({ userId: user.id, email: person.email }, person.code, origin);
  await forgiveAttempts(guesser);
  return true;
}
