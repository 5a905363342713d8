import { withRole } from "#db/client.ts";
import { assertOwnPassword } from "#lib/auth/own-password.ts";
import { recordForPerson } from "#lib/auth/record-for-person.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { RuleViolation } from "#lib/core/errors.ts";
import { authorizeOwner } from "./access.ts";
import { deleteSecondFactor, getSecondFactor, isSecondFactorRequired } from "./queries.ts";
import { OwnPasswordInput } from "./schema.ts";

/**
 * Turns the caller's second factor off, and with it their recovery codes.
 * @throws InvalidInput when the password is wrong
 * @throws RuleViolation second_factor_off, or second_factor_is_required where a workspace of theirs requires it
 * @throws TooManyRequests
 */
export async function disableSecondFactor(ctx: Ctx, raw: OwnPasswordInput): Promise<void> {
  const userId = authorizeOwner(ctx);
  const { password } = OwnPasswordInput.parse(raw);
  await assertOwnPassword({ userId, ip: ctx.ip }, password);
  await withRole("leadline_auth", async (tx) => {
    await getSecondFactor(tx, userId);
    if (await isSecondFactorRequired(tx, userId))
      throw new RuleViolation(
        "second_factor_is_required",
        "A workspace of yours requires two-factor authentication",
      );
    await deleteSecondFactor(tx, userId);
  });
  recordForPerson(userId, "user.second_factor_disabled", { origin: ctx });
}
