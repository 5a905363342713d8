import { and, eq, ne, sql } from "drizzle-orm";
import { type Tx, withRole } from "#db/client.ts";
import { memberships } from "#db/schema/users.ts";
import { deleteSessions } from "#lib/auth/end-session.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { assertRecentlyAuthenticated } from "#lib/auth/recent-authentication.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { RuleViolation } from "#lib/core/errors.ts";
import { record } from "#lib/core/record.ts";
import { transact } from "#lib/core/transact.ts";
import { getUser, type UserRow } from "#lib/workspace/team/queries.ts";
import { UpdateUserInput } from "#lib/workspace/team/schema.ts";
import { changeOperator } from "./update-operator.ts";

/**
 * Changes a person's role, or disables and enables them, from their next request on. A disabled person's operator is
 * deactivated; their open work goes to `hand_over_to`, or stays until it is reassigned.
 * @throws InvalidInput for an operator to hand over to who is unknown or not active
 * @throws RuleViolation when the workspace would have no active admin
 */
export async function updateUser(ctx: Ctx, userId: number, raw: UpdateUserInput): Promise<UserRow> {
  authorize(ctx, "user:manage");
  assertRecentlyAuthenticated(ctx);
  const input = UpdateUserInput.parse(raw);
  const changed = await transact(ctx, async (tx) => {
    // Locks all admins, so that two who demote each other at the same moment cannot both succeed.
    await tx.execute(sql`select from ${memberships} where ${memberships.role} = 'admin' for update`);
    const before = await getUser(tx, userId);
    const staysAdmin = (input.role ?? before.role) === "admin" && (input.is_active ?? before.isActive);
    if (before.role === "admin" && !staysAdmin) await assertAnotherAdmin(tx, userId);
    await tx
      .update(memberships)
      .set({ role: input.role ?? before.role, isActive: input.is_active ?? before.isActive })
      .where(eq(memberships.userId, userId));
    const after = await getUser(tx, userId);
    record(tx, ctx, "user.updated", { before, after });
    // A disabled person cannot answer. Enabling them does not activate the operator; that is done on Team.
    if (!after.isActive && after.operatorId !== null)
      await changeOperator(tx, ctx, after.operatorId, {
        is_active: false,
        hand_over_to: input.hand_over_to,
      });
    return after;
  });
  // Their requests are refused already. Deleting the sessions keeps a later enabling from reviving them.
  if (!changed.isActive)
    await withRole("leadline_auth", (tx) => deleteSessions(tx, { userId, workspaceId: ctx.workspaceId }));
  return changed;
}

async function assertAnotherAdmin(tx: Tx, userId: number): Promise<void> {
  const [another] = await tx
    .select({ userId: memberships.userId })
    .from(memberships)
    .where(and(eq(memberships.role, "admin"), eq(memberships.isActive, true), ne(memberships.userId, userId)))
    .limit(1);
  if (!another) throw new RuleViolation("last_admin", "The workspace needs at least one active admin");
}
