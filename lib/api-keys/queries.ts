import { desc, eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { apiKeys } from "#db/schema/api-keys.ts";
import { NotFound } from "#lib/core/errors.ts";

export type ApiKeyRow = typeof apiKeys.$inferSelect;

/** Every key of the workspace, revoked ones too, the newest first. */
export function listApiKeys(tx: Tx): Promise<ApiKeyRow[]> {
  return tx.select().from(apiKeys).orderBy(desc(apiKeys.id));
}

/** @throws NotFound */
export async function getApiKey(tx: Tx, keyId: number): Promise<ApiKeyRow> {
  const [key] = await tx.select().from(apiKeys).where(eq(apiKeys.id, keyId));
  if (!key) throw new NotFound("API key");
  return key;
}
