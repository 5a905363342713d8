import { clock } from "#lib/core/clock.ts";
import type { ApiKeyRow } from "./queries.ts";
import type { ApiKeyJson } from "./schema.ts";

export function presentApiKey(key: ApiKeyRow): ApiKeyJson {
  return {
    id: key.id,
    name: key.name,
    prefix: key.prefix,
    scope: key.scope,
    created_by: key.createdBy,
    created_by_id: key.createdById,
    expires_at: key.expiresAt?.toISOString() ?? null,
    status: statusOf(key),
    last_used_at: key.lastUsedAt?.toISOString() ?? null,
    revoked_at: key.revokedAt?.toISOString() ?? null,
    created_at: key.createdAt.toISOString(),
  };
}

function statusOf({ revokedAt, expiresAt, isOwnerIn }: ApiKeyRow): ApiKeyJson["status"] {
  if (revokedAt) return "revoked";
  if (expiresAt && expiresAt <= clock.now()) return "expired";
  return isOwnerIn ? "active" : "owner_inactive";
}
