import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { type Tx, withRole } from "#db/client.ts";
import { recoveryCodes, secondFactors } from "#db/schema/second-factors.ts";
import { memberships, users } from "#db/schema/users.ts";
import { workspaces } from "#db/schema/workspaces.ts";
import { newRecoveryCodes, recoveryCodeHash } from "#lib/auth/recovery-codes.ts";
import { RuleViolation } from "#lib/core/errors.ts";

export type SecondFactorState = { isOn: boolean; isRequired: boolean; recoveryCodesLeft: number };

/** What a person's profile says about their second factor. */
export function getSecondFactorState(userId: number): Promise<SecondFactorState> {
  return withRole("leadline_auth", async (tx) => {
    const [factor, codes, required] = await Promise.all([
      findSecondFactor(tx, userId),
      tx
        .select({ left: sql<number>`count(*)::int` })
        .from(recoveryCodes)
        .where(and(eq(recoveryCodes.userId, userId), isNull(recoveryCodes.usedAt))),
      isSecondFactorRequired(tx, userId),
    ]);
    const isOn = Boolean(factor?.confirmedAt);
    return { isOn, isRequired: required, recoveryCodesLeft: codes[0]?.left ?? 0 };
  });
}

/** The second factor of a person, also one that is being set up. */
async function findSecondFactor(tx: Tx, userId: number) {
  const [factor] = await tx.select().from(secondFactors).where(eq(secondFactors.userId, userId));
  return factor;
}

/** Minutes in which a set-up has to be confirmed. */
const MAX_SETUP_MINUTES = 15;

/** Whether a second factor is being set up now. */
export const isStarted = and(
  isNull(secondFactors.confirmedAt),
  gt(secondFactors.createdAt, sql`now() - make_interval(mins => ${MAX_SETUP_MINUTES})`),
);

export const notStarted = (): RuleViolation =>
  new RuleViolation("second_factor_not_started", "Start setting up two-factor authentication first");

/**
 * The second factor that a person is setting up, with their e-mail.
 * @throws RuleViolation second_factor_not_started
 */
export async function getStartedSecondFactor(userId: number) {
  const [started] = await withRole("leadline_auth", (tx) =>
    tx
      .select({ sealedSecret: secondFactors.sealedSecret, email: users.email })
      .from(secondFactors)
      .innerJoin(users, eq(users.id, secondFactors.userId))
      .where(and(eq(secondFactors.userId, userId), isStarted)),
  );
  if (!started) throw notStarted();
  return started;
}

/**
 * The second factor of a person who is asked for it at sign-in.
 * @throws RuleViolation second_factor_off
 */
export async function getSecondFactor(tx: Tx, userId: number) {
  const factor = await findSecondFactor(tx, userId);
  if (!factor?.confirmedAt) throw new RuleViolation("second_factor_off", "Two-factor authentication is off");
  return factor;
}

/** Whether a workspace that the person may enter requires a second factor of them; demo people are exempt. */
export async function isSecondFactorRequired(tx: Tx, userId: number): Promise<boolean> {
  const required = await tx
    .select({ id: workspaces.id })
    .from(memberships)
    .innerJoin(workspaces, eq(workspaces.id, memberships.workspaceId))
    .where(
      and(
        eq(memberships.userId, userId),
        eq(memberships.isActive, true),
        eq(memberships.isDemo, false),
        eq(workspaces.requireSecondFactor, true),
      ),
    )
    .limit(1);
  return required.length > 0;
}

/** Replaces all recovery codes of a person. Returns the new codes; only their hashes are stored. */
export async function replaceRecoveryCodes(tx: Tx, userId: number, totpSecret: string): Promise<string[]> {
  const codes = newRecoveryCodes();
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId));
  await tx
    .insert(recoveryCodes)
    .values(codes.map((code) => ({ userId, codeHash: recoveryCodeHash(totpSecret, code) })));
  return codes;
}

/** Deletes a person's second factor and recovery codes. Returns whether a confirmed second factor existed. */
export async function deleteSecondFactor(tx: Tx, userId: number): Promise<boolean> {
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId));
  const [factor] = await tx.delete(secondFactors).where(eq(secondFactors.userId, userId)).returning();
  return Boolean(factor?.confirmedAt);
}
