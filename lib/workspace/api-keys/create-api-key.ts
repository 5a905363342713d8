import { apiKeys } from "#db/schema/api-keys.ts";
import { generateApiKey } from "#lib/auth/api-key.ts";
import { futureOwner } from "#lib/auth/key-owner.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { assertRecentlyAuthenticated } from "#lib/auth/recent-authentication.ts";
import { clock, DAY } from "#lib/core/clock.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { record } from "#lib/core/record.ts";
import { transact } from "#lib/core/transact.ts";
import { CreateApiKeyInput } from "./schema.ts";

/**
 * Creates an API key that belongs to the caller. The whole key is only in this answer and cannot be read again.
 * @throws AppError reauthentication_required
 */
export async function createApiKey(ctx: Ctx, raw: CreateApiKeyInput) {
  authorize(ctx, "api-key:manage");
  assertRecentlyAuthenticated(ctx);
  const { expires_in_days: days, ...input } = CreateApiKeyInput.parse(raw);
  const { key, prefix, hash } = generateApiKey();
  return transact(ctx, async (tx) => {
    const { createdById, until } = await futureOwner(tx, ctx);
    const wanted = days === undefined ? null : new Date(clock.now().getTime() + days * DAY);
    const expiresAt =
      wanted && until ? new Date(Math.min(wanted.getTime(), until.getTime())) : (wanted ?? until);
    const [row] = await tx
      .insert(apiKeys)
      .values({
        workspaceId: ctx.workspaceId,
        ...input,
        prefix,
        hash,
        createdBy: ctx.actor.name,
        createdById,
        expiresAt,
      })
      .returning();
    if (!row) throw new Error("An inserted API key returned no row");
    record(tx, ctx, "api_key.created", { after: row });
    return { ...row, isOwnerIn: true, key };
  });
}
