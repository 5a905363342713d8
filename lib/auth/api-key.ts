import { and, eq, sql } from "drizzle-orm";
import { prepareOnce, withRole } from "#db/client.ts";
import { apiKeys } from "#db/schema/api-keys.ts";
import { memberships } from "#db/schema/users.ts";
import type { Actor, Ctx } from "#lib/core/ctx.ts";
import { isKeyOpen, ownerOf, roleOfKey } from "./key-owner.ts";
import { generateToken, hashToken } from "./token.ts";

const PREFIX = "lk_";
/** Milliseconds that a look-up is cached: a revoked key works at most this much longer. */
const CACHE_TTL = 1_000;
/** Milliseconds between two updates of when a key was last used. */
const LAST_USED_PRECISION = 60_000;

export type KeyIdentity = { workspaceId: number; actor: Actor; role: Ctx["role"] };

/** A new key. Only its hash and its first characters are stored. */
export function generateApiKey(): { key: string; prefix: string; hash: string } {
  const { token, ...kept } = generateToken(PREFIX);
  return { key: token, ...kept };
}

const cached = new Map<string, { until: number; identity: Promise<KeyIdentity | undefined> }>();

/**
 * The identity behind a key, or undefined when it is revoked, expired, or its owner may not use it. Keys are looked
 * up by their hash, so the time of the answer tells nothing about their characters. A result is cached for a second.
 */
export function findApiKey(key: string): Promise<KeyIdentity | undefined> {
  if (!key.startsWith(PREFIX) || key.length > 100) return Promise.resolve(undefined);
  const hash = hashToken(key);
  const now = Date.now();
  const known = cached.get(hash);
  if (known && known.until > now) return known.identity;
  if (cached.size > 1_000) cached.clear();
  const identity = lookUp(hash);
  cached.set(hash, { until: now + CACHE_TTL, identity });
  identity.catch(() => cached.delete(hash));
  return identity;
}

async function lookUp(hash: string): Promise<KeyIdentity | undefined> {
  return withRole("leadline_auth", async (tx) => {
    const [row] = await prepareOnce(tx, "api_key_by_hash", (db, name) =>
      db
        .select({
          workspaceId: apiKeys.workspaceId,
          id: apiKeys.id,
          name: apiKeys.name,
          scope: apiKeys.scope,
          ownerRole: memberships.role,
          lastUsedAt: apiKeys.lastUsedAt,
        })
        .from(apiKeys)
        .leftJoin(memberships, ownerOf(apiKeys))
        .where(and(eq(apiKeys.hash, sql.placeholder("hash")), isKeyOpen))
        .prepare(name),
    ).execute({ hash });
    if (!row) return undefined;
    if (!row.lastUsedAt || Date.now() - row.lastUsedAt.getTime() > LAST_USED_PRECISION) {
      await tx.update(apiKeys).set({ lastUsedAt: sql`now()` }).where(sql`${apiKeys.hash} = ${hash}`);
    }
    return {
      workspaceId: row.workspaceId,
      actor: { kind: "api_key", id: row.id, name: row.name },
      role: roleOfKey(row.scope, row.ownerRole),
    };
  });
}
