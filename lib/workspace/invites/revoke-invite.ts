import { eq, sql } from "drizzle-orm";
import { invites } from "#db/schema/invites.ts";
import { authorize } from "#lib/auth/permissions.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { RuleViolation } from "#lib/core/errors.ts";
import { record } from "#lib/core/record.ts";
import { transact } from "#lib/core/transact.ts";
import { type InviteRow, lockInvite } from "./queries.ts";

/**
 * Revokes an invite. Revoking it again changes nothing.
 * @throws RuleViolation when it was accepted: then the person has to be disabled
 */
export async function revokeInvite(ctx: Ctx, inviteId: number): Promise<InviteRow> {
  authorize(ctx, "invite:manage");
  return transact(ctx, async (tx) => {
    const before = await lockInvite(tx, inviteId);
    if (before.revokedAt) return before;
    if (before.acceptedAt) throw new RuleViolation("invite_accepted", "This invite has been accepted");
    const [after] = await tx
      .update(invites)
      .set({ revokedAt: sql`now()` })
      .where(eq(invites.id, inviteId))
      .returning();
    record(tx, ctx, "invite.revoked", { before, after });
    return after ?? before;
  });
}
