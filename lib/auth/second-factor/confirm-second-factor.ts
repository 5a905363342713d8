import { and, eq, sql } from "drizzle-orm";
import { withRole } from "#db/client.ts";
import { secondFactors } from "#db/schema/second-factors.ts";
import { deleteSessions } from "#lib/auth/end-session.ts";
import { recordForPerson } from "#lib/auth/record-for-person.ts";
import { openTotpSecret } from "#lib/auth/second-factor.ts";
import { clearAttempts, reserveAttempt } from "#lib/auth/throttle.ts";
import { periodOfCode } from "#lib/auth/totp.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { invalidField } from "#lib/core/errors.ts";
import { authorizeOwner } from "./access.ts";
import { getStartedSecondFactor, isStarted, notStarted, replaceRecoveryCodes } from "./queries.ts";
import { ConfirmSecondFactorInput } from "./schema.ts";

/**
 * Turns the second factor on that was started, by a code that proves that the app has its secret. The code is used up.
 * All other sessions of the person end: they were opened by the password alone, and would come to be open where a
 * workspace requires a second factor. A wrong code counts as an attempt, like one at sign-in.
 * @returns the recovery codes, which cannot be read again
 * @throws InvalidInput when the code is wrong
 * @throws RuleViolation second_factor_not_started, also when it was started too long ago
 * @throws TooManyRequests
 */
export async function confirmSecondFactor(ctx: Ctx, raw: ConfirmSecondFactorInput): Promise<string[]> {
  const userId = authorizeOwner(ctx);
  const { code } = ConfirmSecondFactorInput.parse(raw);
  const started = await getStartedSecondFactor(userId);
  const guesser = { email: started.email, ip: ctx.ip, step: "code" } as const;
  await reserveAttempt(guesser);
  const secret = openTotpSecret(userId, started.sealedSecret);
  const period = periodOfCode(secret, code.replace(/\s/g, ""));
  if (period === undefined) throw invalidField("/code", "This code is wrong", "wrong_code");
  await clearAttempts(guesser);
  const codes = await withRole("leadline_auth", async (tx) => {
    const confirmed = await tx
      .update(secondFactors)
      .set({ confirmedAt: sql`now()`, lastPeriod: period })
      // Changes nothing when it was confirmed or started again since the code was compared.
      .where(
        and(
          eq(secondFactors.userId, userId),
          eq(secondFactors.sealedSecret, started.sealedSecret),
          isStarted,
        ),
      )
      .returning({ userId: secondFactors.userId });
    if (confirmed.length === 0) throw notStarted();
    await deleteSessions(tx, { userId, exceptId: ctx.session?.id });
    return replaceRecoveryCodes(tx, userId, secret);
  });
  recordForPerson(userId, "user.second_factor_enabled", { origin: ctx });
  return codes;
}
