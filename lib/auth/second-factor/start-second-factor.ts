import { eq, isNull, sql } from "drizzle-orm";
import { withRole } from "#db/client.ts";
import { secondFactors } from "#db/schema/second-factors.ts";
import { users } from "#db/schema/users.ts";
import { assertOwnPassword } from "#lib/auth/own-password.ts";
import { sealTotpSecret } from "#lib/auth/second-factor.ts";
import { newTotpSecret, totpAddress } from "#lib/auth/totp.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { NotFound, RuleViolation } from "#lib/core/errors.ts";
import { authorizeOwner } from "./access.ts";
import { OwnPasswordInput } from "./schema.ts";

/**
 * Gives the caller a new secret for an authenticator app. Sign-in asks for no code until one is confirmed. Starting
 * again replaces the secret.
 * @returns the secret, and the address that a QR code carries it in
 * @throws InvalidInput when the password is wrong
 * @throws RuleViolation second_factor_on
 * @throws TooManyRequests
 */
export async function startSecondFactor(
  ctx: Ctx,
  raw: OwnPasswordInput,
): Promise<{ secret: string; address: string }> {
  const userId = authorizeOwner(ctx);
  const { password } = OwnPasswordInput.parse(raw);
  await assertOwnPassword({ userId, ip: ctx.ip }, password);
  const secret = newTotpSecret();
  const sealedSecret = sealTotpSecret(userId, secret);
  const email = await withRole("leadline_auth", async (tx) => {
    const started = await tx
      .insert(secondFactors)
      .values({ userId, sealedSecret })
      .onConflictDoUpdate({
        target: secondFactors.userId,
        set: { sealedSecret, createdAt: sql`now()` },
        setWhere: isNull(secondFactors.confirmedAt),
      })
      .returning({ userId: secondFactors.userId });
    if (started.length === 0)
      throw new RuleViolation(
        "second_factor_on",
        "Two-factor authentication is on already. Turn it off first",
      );
    const [user] = await tx.select({ email: users.email }).from(users).where(eq(users.id, userId));
    if (!user) throw new NotFound("User");
    return user.email;
  });
  return { secret, address: totpAddress(secret, email) };
}
