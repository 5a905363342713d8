import { eq } from "drizzle-orm";
import { withRole } from "#db/client.ts";
import { users } from "#db/schema/users.ts";
import { type InvalidInput, invalidField } from "#lib/core/errors.ts";
import { isPasswordCorrect } from "./password.ts";
import { clearAttempts, reserveAttempt } from "./throttle.ts";

type PasswordPointer = "/password" | "/current";

/**
 * Checks the caller's own password, for changes that an open session alone must not allow. It counts as an attempt to
 * sign in, because otherwise passwords could be guessed without limit in a session that was left open.
 * @param pointer to the field of the password
 * @returns the account, with the hash that was compared
 * @throws InvalidInput wrong_password
 * @throws TooManyRequests
 */
export async function assertOwnPassword(
  { userId, ip }: { userId: number; ip: string | null },
  password: string,
  pointer?: PasswordPointer,
): Promise<{ email: string; name: string; passwordHash: string }> {
  const [user] = await withRole("leadline_auth", (tx) =>
    tx
      .select({ email: users.email, name: users.name, passwordHash: users.passwordHash })
      .from(users)
      .where(eq(users.id, userId)),
  );
  if (!user) throw wrongPassword(pointer);
  const guesser = { email: user.email, ip };
  await reserveAttempt(guesser);
  if (!(await isPasswordCorrect(user.passwordHash, password))) throw wrongPassword(pointer);
  await clearAttempts(guesser);
  return user;
}

export function wrongPassword(pointer: PasswordPointer = "/password"): InvalidInput {
  return invalidField(pointer, "This is not your current password", "wrong_password");
}
