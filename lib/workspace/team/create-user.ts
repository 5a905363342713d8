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
  /** Whether the person must replace the password. True by default, because the caller knows it. */
  mustChangePassword?: boolean;
};

/** A person whose password is checked and hashed. */
type NewUser = Omit<CreateUserInput, "password"> & { passwordHash: string };

/**
 * Creates an account for a new person and adds them to the workspace, with the operator row that lets them own leads.
 * @throws Conflict `account_exists` when the e-mail has an account in another workspace: its owner joins by an invite
 * @throws Conflict `user_exists` when the person is in this workspace already
 * @throws InvalidInput when the password is a common one
 */
export async function createUser(ctx: Ctx, raw: CreateUserInput, options?: Options): Promise<UserRow> {
  return addUser(ctx, await prepareUser(ctx, raw), options);
}

/**
 * The first half of `createUser`. Checking and hashing a password is slow, so an entry point that opens a transaction
 * around the change calls this before it.
 * @throws InvalidInput when the password is a common one
 */
export async function prepareUser(ctx: Ctx, raw: CreateUserInput): Promise<NewUser> {
  assertMayCreate(ctx);
  const { password, ...person } = CreateUserInput.parse(raw);
  return { ...person, passwordHash: await hashNewPassword(password, person) };
}

/**
 * The second half of `createUser`.
 * @throws Conflict `account_exists`, `user_exists`
 */
export function addUser(
  ctx: Ctx,
  { role, ...person }: NewUser,
  { isDemo = false, mustChangePassword = !isDemo }: Options = {},
): Promise<UserRow> {
  assertMayCreate(ctx);
  return transact(ctx, async (tx) => {
    const user = await addNewMember(tx, ctx, { ...person, mustChangePassword }, { role, isDemo });
    record(tx, ctx, "user.created", { after: user });
    return user;
  });
}

function assertMayCreate(ctx: Ctx): void {
  authorize(ctx, "user:manage");
  assertRecentlyAuthenticated(ctx);
}
