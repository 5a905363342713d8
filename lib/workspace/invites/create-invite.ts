import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { invites } from "#db/schema/invites.ts";
import { futureOwner } from "#lib/auth/key-owner.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { assertRecentlyAuthenticated } from "#lib/auth/recent-authentication.ts";
import { generateToken } from "#lib/auth/token.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { TooManyRequests } from "#lib/core/errors.ts";
import { MAX_INVITES_PER_HOUR, MAX_OPEN_INVITES } from "#lib/core/limits.ts";
import { lockQuota } from "#lib/core/lock-quota.ts";
import { record } from "#lib/core/record.ts";
import { transact } from "#lib/core/transact.ts";
import { countInvites } from "./queries.ts";
import { CreateInviteInput } from "./schema.ts";

/** Seconds to wait when the invites of an hour are used up. */
const RETRY_AFTER = 600;

/**
 * Creates a link by which one person may join. Its token is only in this answer and cannot be read again. An invite
 * that an API key creates expires with the key at the latest.
 * @throws TooManyRequests while too many invites are open, or too many were made within an hour
 */
export async function createInvite(ctx: Ctx, raw: CreateInviteInput) {
  authorize(ctx, "invite:manage");
  assertRecentlyAuthenticated(ctx);
  const { expires_in_days: days, ...input } = CreateInviteInput.parse(raw);
  const { token, prefix, hash } = generateToken("li_");
  return transact(ctx, async (tx) => {
    await assertRoomForInvite(tx, ctx);
    const { createdById, until } = await futureOwner(tx, ctx);
    const [invite] = await tx
      .insert(invites)
      .values({
        workspaceId: ctx.workspaceId,
        ...input,
        prefix,
        tokenHash: hash,
        createdBy: ctx.actor.name,
        createdById,
        // `least` ignores null.
        expiresAt: sql`least(now() + make_interval(days => ${days}), ${until}::timestamptz)`,
      })
      .returning();
    if (!invite) throw new Error("An inserted invite returned no row");
    record(tx, ctx, "invite.created", { after: invite });
    return { ...invite, token };
  });
}

/** @throws TooManyRequests */
async function assertRoomForInvite(tx: Tx, ctx: Ctx): Promise<void> {
  // Checked without the lock first, because refused requests would otherwise hold their connections while they wait
  // for it.
  await assertFewInvites(tx);
  await lockQuota(tx, ctx, "invites");
  await assertFewInvites(tx);
}

async function assertFewInvites(tx: Tx): Promise<void> {
  const { open, lately } = await countInvites(tx);
  if (open < MAX_OPEN_INVITES && lately < MAX_INVITES_PER_HOUR) return;
  throw new TooManyRequests(RETRY_AFTER, {
    code: "too_many_invites",
    detail: `A workspace has at most ${MAX_OPEN_INVITES} open invites and makes at most ${MAX_INVITES_PER_HOUR} in an hour. Revoke some, or try again later`,
  });
}
