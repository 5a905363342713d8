import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { operators } from "#db/schema/operators.ts";
import { memberships } from "#db/schema/users.ts";
import type { Ctx, Role } from "#lib/core/ctx.ts";
import { Conflict } from "#lib/core/errors.ts";
import { getUser, type UserRow } from "./queries.ts";

type Member = { email: string; name: string; passwordHash: string; role: Role; isDemo?: boolean };

/**
 * Lets a person into the workspace, with the operator row that lets it own leads. Somebody who has an
 * account already keeps its name and password. The verb that calls it asks whether this may be, and
 * records it.
 * @returns the person, and whether its account is a new one
 * @throws Conflict when the person is in the workspace already
 */
export async function addMember(
  tx: Tx,
  { workspaceId }: Pick<Ctx, "workspaceId">,
  { email, name, passwordHash, role, isDemo = false }: Member,
): Promise<{ user: UserRow; isNewAccount: boolean }> {
  const found = await tx.execute<{ id: string; created: boolean }>(
    sql`select id, created from find_or_create_user(${email}, ${name}, ${passwordHash})`,
  );
  const userId = Number(found.rows[0]?.id);
  await tx.insert(memberships).values({ workspaceId, userId, role, isDemo }).onConflictDoNothing();
  const made = await tx
    .insert(operators)
    .values({ workspaceId, name, userId, isDemo })
    .onConflictDoNothing()
    .returning({ id: operators.id });
  if (made.length === 0) {
    throw new Conflict("user_exists", "This person is in the workspace already", { user_id: userId });
  }
  return { user: await getUser(tx, userId), isNewAccount: found.rows[0]?.created === true };
}
