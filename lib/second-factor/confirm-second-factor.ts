import { and, eq, isNull, sql } from "drizzle-orm";
import { withRole } from "#db/client.ts";
import { secondFactors } from "#db/schema/second-factors.ts";
import { recordForPerson } from "#lib/auth/record-for-person.ts";
import { openTotpSecret } from "#lib/auth/second-factor.ts";
import { periodOfCode } from "#lib/auth/totp.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { invalidField, RuleViolation } from "#lib/core/errors.ts";
import { authorizeOwner } from "./access.ts";
import { findSecondFactor, replaceRecoveryCodes } from "./queries.ts";
import { ConfirmSecondFactorInput } from "./schema.ts";

/**
 * Turns the second factor on that was started, by a code that proves that the app has its secret. The code is used up.
 * @returns the recovery codes, which nobody can read again
 * @throws InvalidInput when the code is wrong
 * @throws RuleViolation second_factor_not_started
 */
export async function confirmSecondFactor(ctx: Ctx, raw: ConfirmSecondFactorInput): Promise<string[]> {
  const userId = authorizeOwner(ctx);
  const { code } = ConfirmSecondFactorInput.parse(raw);
  const codes = await withRole("leadline_auth", async (tx) => {
    const factor = await findSecondFactor(tx, userId);
    if (!factor || factor.confirmedAt)
      throw new RuleViolation(
        "second_factor_not_started",
        "Start setting up two-factor authentication first",
      );
    const secret = openTotpSecret(userId, factor.sealedSecret);
    const period = periodOfCode(secret, code.replace(/\s/g, ""));
    if (period === undefined) throw invalidField("/code", "This code is wrong", "wrong_code");
    const confirmed = await tx
      .update(secondFactors)
      .set({ confirmedAt: sql`now()`, lastPeriod: period })
      .where(
        and(
          eq(secondFactors.userId, userId),
          eq(secondFactors.sealedSecret, factor.sealedSecret),
          isNull(secondFactors.confirmedAt),
        ),
      )
      .returning({ userId: secondFactors.userId });
    if (confirmed.length === 0)
      throw new RuleViolation("second_factor_not_started", "It was set up or started again meanwhile");
    return replaceRecoveryCodes(tx, userId, secret);
  });
  await recordForPerson(userId, "user.second_factor_enabled", ctx);
  return codes;
}
