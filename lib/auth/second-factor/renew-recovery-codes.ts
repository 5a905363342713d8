import { withRole } from "#db/client.ts";
import { assertOwnPassword } from "#lib/auth/own-password.ts";
import { recordForPerson } from "#lib/auth/record-for-person.ts";
import { openTotpSecret } from "#lib/auth/second-factor.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { authorizeOwner } from "./access.ts";
import { getSecondFactor, replaceRecoveryCodes } from "./queries.ts";
import { OwnPasswordInput } from "./schema.ts";

/**
 * Gives the caller ten new recovery codes; all earlier ones stop working.
 * @throws InvalidInput when the password is wrong
 * @throws RuleViolation second_factor_off
 * @throws TooManyRequests
 */
export async function renewRecoveryCodes(ctx: Ctx, raw: OwnPasswordInput): Promise<string[]> {
  const userId = authorizeOwner(ctx);
  const { password } = OwnPasswordInput.parse(raw);
  await assertOwnPassword({ userId, ip: ctx.ip }, password);
  const codes = await withRole("leadline_auth", async (tx) => {
    const { sealedSecret } = await getSecondFactor(tx, userId);
    return replaceRecoveryCodes(tx, userId, openTotpSecret(userId, sealedSecret));
  });
  recordForPerson(userId, "user.recovery_codes_renewed", { origin: ctx });
  return codes;
}
