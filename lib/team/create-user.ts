import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { operators } from "#db/schema/operators.ts";
import { memberships } from "#db/schema/users.ts";
import { hashPassword } from "#lib/auth/password.ts";
import { authorize } from "#lib/auth/permissions.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { Conflict } from "#lib/core/errors.ts";
import { record } from "#lib/core/record.ts";
import { transact } from "#lib/core/transact.ts";
import { getUser, type UserRow } from "./queries.ts";
import { CreateUserInput } from "./schema.ts";

/**
 * Adds a person to the workspace, with the operator row that lets it own leads. Somebody who is known
 * from another workspace keeps name and password.
 * @throws Conflict when the person is in the workspace already
 */
export async function createUser(ctx: Ctx, raw: CreateUserInput, { isDemo = false } = {}): Promise<UserRow> {
  authorize(ctx, "user:manage");
  const input = CreateUserInput.parse(raw);
  const passwordHash = await hashPassword(input.password);
  return transact(ctx, async (tx) => {
    const userId = await findOrCreateUser(tx, input, passwordHash);
    await tx
      .insert(memberships)
      .values({ workspaceId: ctx.workspaceId, userId, role: input.role, isDemo })
      .onConflictDoNothing();
    const made = await tx
      .insert(operators)
      .values({ workspaceId: ctx.workspaceId, name: input.name, userId, isDemo })
      .onConflictDoNothing()
      .returning({ id: operators.id });
    if (made.length === 0) {
      throw new Conflict("user_exists", "This person is in the workspace already", { user_id: userId });
    }
    const user = await getUser(tx, userId);
    await record(tx, ctx, "user.created", { after: user });
    return user;
  });
}

async function findOrCreateUser(tx: Tx, input: CreateUserInput, passwordHash: string): Promise<number> {
  const found = await tx.execute<{ id: string }>(
    sql`select id from find_or_create_user(${input.email}, ${input.name}, ${passwordHash})`,
  );
  return Number(found.rows[0]?.id);
}
