import { and, eq, getTableColumns } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { apiKeys } from "#db/schema/api-keys.ts";
import { memberships } from "#db/schema/users.ts";
import { isOwnerIn, ownerOf } from "#lib/auth/key-owner.ts";
import { NotFound } from "#lib/core/errors.ts";
import { applySlice, hasWords, ifGiven, type Listing, listRows } from "#lib/core/listing.ts";
import type { Page } from "#lib/core/paging.ts";
import type { API_KEY_SORTS, ApiKeysQuery } from "./schema.ts";

/** A key, and whether its owner may still use it. */
export type ApiKeyRow = typeof apiKeys.$inferSelect & { isOwnerIn: boolean };

const selectKeys = (tx: Tx) =>
  tx
    .select({ ...getTableColumns(apiKeys), isOwnerIn })
    .from(apiKeys)
    .leftJoin(memberships, ownerOf(apiKeys))
    .$dynamic();

const KEYS: Listing<ApiKeyRow, (typeof API_KEY_SORTS)[number]> = {
  sorts: {
    created_at: { column: apiKeys.createdAt, of: ({ createdAt }) => createdAt },
    name: { column: apiKeys.name, of: ({ name }) => name },
    last_used_at: { column: apiKeys.lastUsedAt, of: ({ lastUsedAt }) => lastUsedAt },
  },
  defaultSort: "-created_at",
  idColumn: apiKeys.id,
  find: (tx, slice) => applySlice(selectKeys(tx), slice),
};

/** The keys that match, revoked ones too; the newest first unless sorted otherwise. */
export function pageOfApiKeys(tx: Tx, query: Partial<ApiKeysQuery>): Promise<Page<ApiKeyRow>> {
  const where = and(
    ifGiven(query.scope, (scope) => eq(apiKeys.scope, scope)),
    hasWords(query.q, [apiKeys.name, apiKeys.prefix, apiKeys.createdBy]),
  );
  return listRows(tx, KEYS, where, query);
}

/** Every key of the workspace, revoked ones too, the newest first. */
export async function listApiKeys(tx: Tx): Promise<ApiKeyRow[]> {
  return (await pageOfApiKeys(tx, {})).rows;
}

/** @throws NotFound */
export async function getApiKey(tx: Tx, keyId: number): Promise<ApiKeyRow> {
  const [key] = await selectKeys(tx).where(eq(apiKeys.id, keyId));
  if (!key) throw new NotFound("API key");
  return key;
}
