import { and, eq } from "drizzle-orm";
import { type Tx, withRole } from "#db/client.ts";
import { secondFactors } from "#db/schema/second-factors.ts";
import { sealTotpSecretAnew } from "#lib/auth/second-factor.ts";
import { env } from "#lib/core/env.ts";
import { faultDetails, log } from "#lib/core/log.ts";

/**
 * While AUTH_SECRET is being rotated, seals the secrets of authenticator apps under the current one. Otherwise people
 * could not sign in with their app any more once the previous secret is forgotten.
 * @returns how many were sealed anew
 */
export async function resealSecondFactorsTask(): Promise<number> {
  if (!env().AUTH_SECRET_PREVIOUS) return 0;
  return withRole("leadline_auth", async (tx) => {
    const factors = await tx
      .select({ userId: secondFactors.userId, sealedSecret: secondFactors.sealedSecret })
      .from(secondFactors);
    let count = 0;
    for (const factor of factors) if (await reseal(tx, factor)) count += 1;
    return count;
  });
}

/** One that neither secret opens was lost before, and stays as it is. */
async function reseal(
  tx: Tx,
  { userId, sealedSecret }: { userId: number; sealedSecret: string },
): Promise<boolean> {
  const anew = sealedAnew(userId, sealedSecret);
  if (anew === undefined) return false;
  // One that was set up again meanwhile is sealed under the current secret already.
  const unchanged = and(eq(secondFactors.userId, userId), eq(secondFactors.sealedSecret, sealedSecret));
  const { rowCount } = await tx.update(secondFactors).set({ sealedSecret: anew }).where(unchanged);
  return (rowCount ?? 0) > 0;
}

function sealedAnew(userId: number, sealedSecret: string): string | undefined {
  try {
    return sealTotpSecretAnew(userId, sealedSecret);
  } catch (error) {
    log.warn({ userId, ...faultDetails(error) }, "A second factor cannot be sealed anew");
    return undefined;
  }
}
