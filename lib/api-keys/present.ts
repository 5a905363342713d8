import type { ApiKeyRow } from "./queries.ts";
import type { ApiKeyJson } from "./schema.ts";

export function presentApiKey(key: ApiKeyRow): ApiKeyJson {
  return {
    id: key.id,
    name: key.name,
    prefix: key.prefix,
    scope: key.scope,
    created_by: key.createdBy,
    last_used_at: key.lastUsedAt?.toISOString() ?? null,
    revoked_at: key.revokedAt?.toISOString() ?? null,
    created_at: key.createdAt.toISOString(),
  };
}
