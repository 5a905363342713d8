import { eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { operators } from "#db/schema/operators.ts";
import { memberships, users } from "#db/schema/users.ts";
import { accountExists } from "#lib/auth/verify-existing-account.ts";
import type { Ctx, Role } from "#lib/core/ctx.ts";
import { Conflict } from "#lib/core/errors.ts";
import { getUser, type UserRow } from "./queries.ts";

type Account = { email: string; name: string; passwordHash: string; mustChangePassword: boolean };
type Entry = { role: Role; isDemo?: boolean };

/**
 * Creates an account and adds its person to the workspace. The calling verb authorizes and records it.
 * @throws Conflict `user_exists` when the e-mail is a member's, `account_exists` when its account is elsewhere
 */
export async function addNewMember(
  tx: Tx,
  ctx: Pick<Ctx, "workspaceId">,
  { email, name, passwordHash, mustChangePassword }: Account,
  entry: Entry,
): Promise<UserRow> {
  const made = await tx.execute<{ id: string | null }>(
    sql`select create_user(${email}, ${name}, ${passwordHash}, ${mustChangePassword}) as id`,
  );
  const id = made.rows[0]?.id;
  if (id) return addMember(tx, ctx, Number(id), entry);
  const [member] = await tx
    .select({ id: memberships.userId })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(eq(users.email, email));
  throw member ? userExists(member.id) : accountExists();
}

/**
 * Adds the person of an account to the workspace, with the operator row that lets them own leads. Only for a new
 * account, or one whose owner confirmed with its password that they want to join.
 * @throws Conflict `user_exists` when they are in the workspace already
 */
export async function addMember(
  tx: Tx,
  { workspaceId }: Pick<Ctx, "workspaceId">,
  userId: number,
  { role, isDemo = false }: Entry,
): Promise<UserRow> {
  const made = await tx
    .insert(memberships)
    .values({ workspaceId, userId, role, isDemo })
    .onConflictDoNothing()
    .returning({ userId: memberships.userId });
  if (made.length === 0) throw userExists(userId);
  const { name } = await getUser(tx, userId);
  await tx.insert(operators).values({ workspaceId, name, userId, isDemo });
  return getUser(tx, userId);
}

function userExists(userId: number): Conflict {
  return new Conflict("user_exists", "This person is in the workspace already", { user_id: userId });
}
