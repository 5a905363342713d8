import { and, eq, isNotNull, isNull, lt, sql } from "drizzle-orm";
import { type Tx, withRole } from "#db/client.ts";
import { recoveryCodes, secondFactors } from "#db/schema/second-factors.ts";
import { AppError } from "#lib/core/errors.ts";
import type { Origin } from "./ctx.ts";
import { recordForPerson } from "./record-for-person.ts";
import { recoveryCodeHash } from "./recovery-codes.ts";
import { openSealed, reseal, seal } from "./seal.ts";
import { clearAttempts, releaseAttempt, reserveAttempt } from "./throttle.ts";
import { periodOfCode } from "./totp.ts";

const PURPOSE = "second-factor";

export const sealTotpSecret = (userId: number, secret: string): string =>
  seal(PURPOSE, `user ${userId}`, secret);

export const openTotpSecret = (userId: number, sealed: string): string =>
  openSealed(PURPOSE, `user ${userId}`, sealed);

/** The secret sealed again under the current AUTH_SECRET; undefined when it already is. */
export const resealTotpSecret = (userId: number, sealed: string): string | undefined =>
  reseal(PURPOSE, `user ${userId}`, sealed);

/** Whether this person is asked for a code at sign-in. */
export async function hasSecondFactor(userId: number): Promise<boolean> {
  return (await withRole("leadline_auth", (tx) => findSealedSecret(tx, userId))) !== undefined;
}

async function findSealedSecret(tx: Tx, userId: number): Promise<string | undefined> {
  const [row] = await tx
    .select({ sealed: secondFactors.sealedSecret })
    .from(secondFactors)
    .where(and(eq(secondFactors.userId, userId), isNotNull(secondFactors.confirmedAt)));
  return row?.sealed;
}

/**
 * Checks the second factor of a person whose password was right, and whose attempt for it is reserved. Codes are
 * throttled by themselves, and each works once.
 * @returns whether the person has a second factor
 * @throws AppError 401 `second_factor_needed` without a code, `second_factor_wrong` with a wrong or used one
 * @throws TooManyRequests
 */
export async function assertSecondFactor(
  { userId, email }: { userId: number; email: string },
  code: string | undefined,
  origin: Origin,
): Promise<boolean> {
  const sealed = await withRole("leadline_auth", (tx) => findSealedSecret(tx, userId));
  if (sealed === undefined) return false;
  const ip = origin.ip ?? null;
  if (!code?.trim()) {
    // The password was right, so this is no guess and not counted.
    await releaseAttempt({ email, ip });
    throw new AppError(
      401,
      "second_factor_needed",
      "Enter the code of your authenticator app, or a recovery code",
    );
  }
  const guesser = { email, ip, step: "code" } as const;
  await reserveAttempt(guesser);
  const kind = await withRole("leadline_auth", (tx) =>
    useCode(tx, userId, openTotpSecret(userId, sealed), code),
  );
  if (!kind) throw new AppError(401, "second_factor_wrong", "This code is wrong, or it was used already");
  await clearAttempts(guesser);
  if (kind === "recovery_code") recordForPerson(userId, "user.recovery_code_used", { origin });
  return true;
}

/** Marks a code as used, in one statement, so that two requests with the same code cannot both succeed. */
async function useCode(
  tx: Tx,
  userId: number,
  secret: string,
  code: string,
): Promise<"app_code" | "recovery_code" | undefined> {
  const digits = code.replace(/\s/g, "");
  if (/^\d{6}$/.test(digits)) {
    const period = periodOfCode(secret, digits);
    if (period === undefined) return undefined;
    const used = await tx
      .update(secondFactors)
      .set({ lastPeriod: period })
      .where(and(eq(secondFactors.userId, userId), lt(secondFactors.lastPeriod, period)))
      .returning({ userId: secondFactors.userId });
    return used.length > 0 ? "app_code" : undefined;
  }
  const used = await tx
    .update(recoveryCodes)
    .set({ usedAt: sql`now()` })
    .where(
      and(
        eq(recoveryCodes.userId, userId),
        eq(recoveryCodes.codeHash, recoveryCodeHash(secret, code)),
        isNull(recoveryCodes.usedAt),
      ),
    )
    .returning({ userId: recoveryCodes.userId });
  return used.length > 0 ? "recovery_code" : undefined;
}
