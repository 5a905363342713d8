import { and, eq } from "drizzle-orm";
import { type Tx, withRole } from "#db/client.ts";
import { secondFactors } from "#db/schema/second-factors.ts";
import { users } from "#db/schema/users.ts";
import { resealTotpSecret } from "#lib/auth/second-factor.ts";
import { env } from "#lib/core/env.ts";
import { faultDetails, log } from "#lib/core/log.ts";

/** `unreadable` names the e-mails of people whose second factor opens with neither secret. */
type Resealed = { resealed: number; unreadable: string[] };

type Factor = { userId: number; email: string; sealedSecret: string; confirmedAt: Date | null };

/**
 * While AUTH_SECRET is being rotated, seals the secrets of authenticator apps under the current one. Otherwise people
 * could not sign in with their app once the previous secret is forgotten.
 * @returns how many were sealed anew, and whose cannot be
 */
export async function resealSecondFactorsTask(): Promise<Resealed> {
  const done: Resealed = { resealed: 0, unreadable: [] };
  if (!env().AUTH_SECRET_PREVIOUS) return done;
  return withRole("leadline_auth", async (tx) => {
    const factors = await tx
      .select({
        userId: secondFactors.userId,
        email: users.email,
        sealedSecret: secondFactors.sealedSecret,
        confirmedAt: secondFactors.confirmedAt,
      })
      .from(secondFactors)
      .innerJoin(users, eq(users.id, secondFactors.userId));
    for (const factor of factors) {
      const { isUnreadable, anew } = reseal(factor);
      if (anew !== undefined && (await replace(tx, factor, anew))) done.resealed += 1;
      // An unconfirmed one is never asked for at sign-in; its person sets it up again.
      if (isUnreadable && factor.confirmedAt) done.unreadable.push(factor.email);
    }
    return done;
  });
}

async function replace(tx: Tx, { userId, sealedSecret }: Factor, anew: string): Promise<boolean> {
  // One that was set up again meanwhile is sealed under the current secret already.
  const unchanged = and(eq(secondFactors.userId, userId), eq(secondFactors.sealedSecret, sealedSecret));
  const { rowCount } = await tx.update(secondFactors).set({ sealedSecret: anew }).where(unchanged);
  return (rowCount ?? 0) > 0;
}

/** The secret sealed again under the current AUTH_SECRET, unless it already is. An unreadable one is left as it is. */
function reseal({ userId, sealedSecret }: Factor): { isUnreadable: boolean; anew?: string | undefined } {
  try {
    return { isUnreadable: false, anew: resealTotpSecret(userId, sealedSecret) };
  } catch (error) {
    log.warn({ userId, ...faultDetails(error) }, "A second factor cannot be sealed anew");
    return { isUnreadable: true };
  }
}
