import { eq, sql } from "drizzle-orm";
import { apiKeys } from "#db/schema/api-keys.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { assertRecentlyAuthenticated } from "#lib/auth/recent-authentication.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { record } from "#lib/core/record.ts";
import { transact } from "#lib/core/transact.ts";
import { type ApiKeyRow, getApiKey } from "./queries.ts";

/** Revokes a key; it stops working everywhere within a second. Revoking it again changes nothing. */
export async function revokeApiKey(ctx: Ctx, keyId: number): Promise<ApiKeyRow> {
  authorize(ctx, "api-key:manage");
  assertRecentlyAuthenticated(ctx);
  return transact(ctx, async (tx) => {
    const before = await getApiKey(tx, keyId);
    if (before.revokedAt) return before;
    await tx.update(apiKeys).set({ revokedAt: sql`now()` }).where(eq(apiKeys.id, keyId));
    const after = await getApiKey(tx, keyId);
    record(tx, ctx, "api_key.revoked", { before, after });
    return after;
  });
}
