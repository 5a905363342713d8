import { hashNewPassword } from "#lib/auth/new-password.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { assertRecentlyAuthenticated } from "#lib/auth/recent-authentication.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { record } from "#lib/core/record.ts";
import { transact } from "#lib/core/transact.ts";
import { addNewMember } from "./add-member.ts";
import type { UserRow } from "./queries.ts";
import { CreateUserInput } from "./schema.ts";

type Options = {
  isDemo?: boolean;
  /** Whether the password is one that the person must replace; the default, since the caller knows it. */
  mustChangePassword?: boolean;
};

/**
 * Makes an account for a new person and adds them to the workspace, with the operator row that lets them own leads.
 * @throws Conflict `account_exists` when the e-mail has an account in another workspace: its owner joins by an invite
 * @throws Conflict `user_exists` when the person is in this workspace already
 * @throws InvalidInput when the password is a common one
 */
export async function createUser(
  ctx: Ctx,
  raw: CreateUserInput,
  { isDemo = false, mustChangePassword = !isDemo }: Options = {},
): Promise<UserRow> {
  authorize(ctx, "user:manage");
  assertRecentlyAuthenticated(ctx);
  const { password, role, ...person } = CreateUserInput.parse(raw);
  const passwordHash = await hashNewPassword(password, person);
  return transact(ctx, async (tx) => {
    const account = { ...person, passwordHash, mustChangePassword };
    const user = await addNewMember(tx, ctx, account, { role, isDemo });
    await record(tx, ctx, "user.created", { after: user });
    return user;
  });
}
