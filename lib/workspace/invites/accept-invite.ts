import { eq, sql } from "drizzle-orm";
import { invites } from "#db/schema/invites.ts";
import { jobCtx, newcomerCtx, type Origin } from "#lib/auth/ctx.ts";
import { hashNewPassword } from "#lib/auth/new-password.ts";
import { releaseAttempt, reserveAttempt } from "#lib/auth/throttle.ts";
import { verifyExistingAccount } from "#lib/auth/verify-existing-account.ts";
import { record } from "#lib/core/record.ts";
import { transact } from "#lib/core/transact.ts";
import { addMember, addNewMember } from "#lib/workspace/team/add-member.ts";
import type { UserRow } from "#lib/workspace/team/queries.ts";
import { findInvite, inviteNotValid, lockOpenInvite } from "./queries.ts";
import { AcceptInviteInput } from "./schema.ts";

/**
 * Adds a person who is not signed in to the workspace of an invite, with the invite's role. The token is the
 * permission, and works once. A person who has an account in another workspace joins with its password, and keeps
 * that password and their name. Wrong tokens and passwords slow down further attempts.
 * @returns the person, who may sign in with this e-mail and password now
 * @throws AppError invite_not_valid (404) when it is unknown, used, revoked or expired
 * @throws AppError 401 `second_factor_needed`, `second_factor_wrong` for an account that has one
 * @throws Conflict account_exists, initial_password, user_exists
 * @throws InvalidInput when the password of a new account is a common one
 * @throws TooManyRequests
 */
export async function acceptInvite(origin: Origin, raw: AcceptInviteInput): Promise<UserRow> {
  const { token, password, code, ...person } = AcceptInviteInput.parse(raw);
  const ip = origin.ip ?? null;
  await reserveAttempt({ email: null, ip });
  const found = await findInvite(token);
  if (!found) throw inviteNotValid();
  await releaseAttempt({ email: null, ip });
  const account = (await verifyExistingAccount({ email: person.email, password, code }, origin)) ?? {
    ...person,
    passwordHash: await hashNewPassword(password, person),
    mustChangePassword: false,
  };
  const ctx = jobCtx(found.workspaceId, "Leadline");
  return transact(ctx, async (tx) => {
    const before = await lockOpenInvite(tx, found.id);
    // An account that was created since the look-up is refused, because its password was not compared.
    const user =
      typeof account === "number"
        ? await addMember(tx, ctx, account, before)
        : await addNewMember(tx, ctx, account, before);
    const [after] = await tx
      .update(invites)
      .set({ acceptedAt: sql`now()`, acceptedBy: user.id })
      .where(eq(invites.id, before.id))
      .returning();
    const newcomer = newcomerCtx(found.workspaceId, user, origin);
    record(tx, newcomer, "user.joined", { after: user });
    record(tx, newcomer, "invite.accepted", { before, after });
    return user;
  });
}
