import { inArray } from "drizzle-orm";
import { withRole } from "#db/client.ts";
import { users } from "#db/schema/users.ts";
import { emailKeys } from "#lib/core/email.ts";
import { Conflict } from "#lib/core/errors.ts";
import type { Origin } from "./ctx.ts";
import { isPasswordCorrect } from "./password.ts";
import { assertSecondFactor } from "./second-factor.ts";
import { clearAttempts, reserveAttempt } from "./throttle.ts";

/** 409 that reveals nothing about the account: only its owner can join another workspace with it. */
export function accountExists(): Conflict {
  return new Conflict(
    "account_exists",
    "There is an account with this e-mail already. Send an invite: its owner joins with their own password",
  );
}

/**
 * Finds the account with this e-mail, of any workspace, and checks that the password and the second factor are its
 * own. It counts as an attempt to sign in. An initial password proves nothing, because the person who chose it knows
 * it too.
 * @returns the person's id, or undefined when there is no such account
 * @throws Conflict `account_exists` when there is one and the password does not fit
 * @throws Conflict `initial_password` when its owner has not chosen a password yet
 * @throws AppError 401 `second_factor_needed`, `second_factor_wrong`
 * @throws TooManyRequests
 */
export async function verifyExistingAccount(
  person: { email: string; password: string; code?: string | undefined },
  origin: Origin,
): Promise<number | undefined> {
  const attempt = { email: person.email, ip: origin.ip ?? null };
  const [user] = await withRole("leadline_auth", (tx) =>
    tx
      .select({
        id: users.id,
        passwordHash: users.passwordHash,
        mustChangePassword: users.mustChangePassword,
      })
      .from(users)
      .where(inArray(users.email, emailKeys(person.email))),
  );
  if (!user) return undefined;
  await reserveAttempt(attempt);
  if (!(await isPasswordCorrect(user.passwordHash, person.password))) throw accountExists();
  await assertSecondFactor({ userId: user.id, email: person.email }, person.code, origin);
  await clearAttempts(attempt);
  if (user.mustChangePassword) {
    throw new Conflict(
      "initial_password",
      "Another person chose the password of this account. Sign in, choose your own, then open the invite again",
    );
  }
  return user.id;
}
