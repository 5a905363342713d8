import { hashPassword } from "#lib/auth/password.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { assertRecentlyAuthenticated } from "#lib/auth/recent-authentication.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { record } from "#lib/core/record.ts";
import { transact } from "#lib/core/transact.ts";
import { addMember } from "./add-member.ts";
import type { UserRow } from "./queries.ts";
import { CreateUserInput } from "./schema.ts";

/**
 * Adds a person to the workspace, with the operator row that lets it own leads. Somebody who is known
 * from another workspace keeps name and password.
 * @throws Conflict when the person is in the workspace already
 */
export async function createUser(ctx: Ctx, raw: CreateUserInput, { isDemo = false } = {}): Promise<UserRow> {
  authorize(ctx, "user:manage");
  assertRecentlyAuthenticated(ctx);
  const { password, ...person } = CreateUserInput.parse(raw);
  const passwordHash = await hashPassword(password);
  return transact(ctx, async (tx) => {
    const { user } = await addMember(tx, ctx, { ...person, passwordHash, isDemo });
    await record(tx, ctx, "user.created", { after: user });
    return user;
  });
}
