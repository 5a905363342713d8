import { desc, eq, getTableColumns } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { apiKeys } from "#db/schema/api-keys.ts";
import { memberships } from "#db/schema/users.ts";
import { isOwnerIn, ownerOf } from "#lib/auth/key-owner.ts";
import { NotFound } from "#lib/core/errors.ts";

/** A key, and whether its owner may still use one. */
export type ApiKeyRow = typeof apiKeys.$inferSelect & { isOwnerIn: boolean };

const selectKeys = (tx: Tx) =>
  tx
    .select({ ...getTableColumns(apiKeys), isOwnerIn })
    .from(apiKeys)
    .leftJoin(memberships, ownerOf(apiKeys))
    .$dynamic();

/** Every key of the workspace, revoked ones too, the newest first. */
export function listApiKeys(tx: Tx): Promise<ApiKeyRow[]> {
  return selectKeys(tx).orderBy(desc(apiKeys.id));
}

/** @throws NotFound */
export async function getApiKey(tx: Tx, keyId: number): Promise<ApiKeyRow> {
  const [key] = await selectKeys(tx).where(eq(apiKeys.id, keyId));
  if (!key) throw new NotFound("API key");
  return key;
}
