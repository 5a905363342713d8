import { sql } from "drizzle-orm";
import { invites } from "#db/schema/invites.ts";
import { futureOwner } from "#lib/auth/key-owner.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { assertRecentlyAuthenticated } from "#lib/auth/recent-authentication.ts";
import { generateToken } from "#lib/auth/token.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { record } from "#lib/core/record.ts";
import { transact } from "#lib/core/transact.ts";
import { CreateInviteInput } from "./schema.ts";

/** Makes a link by which one person may join. The answer is the only place where its token ever is. */
export async function createInvite(ctx: Ctx, raw: CreateInviteInput) {
  authorize(ctx, "invite:manage");
  assertRecentlyAuthenticated(ctx);
  const { expires_in_days: days, ...input } = CreateInviteInput.parse(raw);
  const { token, prefix, hash } = generateToken("li_");
  return transact(ctx, async (tx) => {
    const { createdById } = await futureOwner(tx, ctx);
    const [invite] = await tx
      .insert(invites)
      .values({
        workspaceId: ctx.workspaceId,
        ...input,
        prefix,
        tokenHash: hash,
        createdBy: ctx.actor.name,
        createdById,
        expiresAt: sql`now() + make_interval(days => ${days})`,
      })
      .returning();
    if (!invite) throw new Error("An inserted invite returned no row");
    await record(tx, ctx, "invite.created", { after: invite });
    return { ...invite, token };
  });
}
