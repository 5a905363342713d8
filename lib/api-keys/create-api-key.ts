import { apiKeys } from "#db/schema/api-keys.ts";
import { generateApiKey } from "#lib/auth/api-key.ts";
import { authorize } from "#lib/auth/permissions.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { record } from "#lib/core/record.ts";
import { transact } from "#lib/core/transact.ts";
import { CreateApiKeyInput } from "./schema.ts";

/** Makes an API key. The answer is the only place where the whole key ever is. */
export async function createApiKey(ctx: Ctx, raw: CreateApiKeyInput) {
  authorize(ctx, "api-key:manage");
  const input = CreateApiKeyInput.parse(raw);
  const { key, prefix, hash } = generateApiKey();
  return transact(ctx, async (tx) => {
    const [row] = await tx
      .insert(apiKeys)
      .values({ workspaceId: ctx.workspaceId, ...input, prefix, hash, createdBy: ctx.actor.name })
      .returning();
    if (!row) throw new Error("An inserted API key returned no row");
    await record(tx, ctx, "api_key.created", { after: row });
    return { ...row, key };
  });
}
