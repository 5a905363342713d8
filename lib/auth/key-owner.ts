import { and, eq, isNull, or, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { Tx } from "#db/client.ts";
import { apiKeys } from "#db/schema/api-keys.ts";
import { memberships } from "#db/schema/users.ts";
import type { Ctx, Role } from "#lib/core/ctx.ts";
import { lowerRole } from "./permissions.ts";
import type { Scope } from "./scopes.ts";

/** What a key with a scope may do. */
const ROLE_OF_SCOPE = { read: "reader", write: "manager", admin: "admin" } as const satisfies Record<
  Scope,
  Ctx["role"]
>;

/** The role of a key now: that of its scope, and never more than its owner's. A null owner is the command line. */
export const roleOfKey = (scope: Scope, ownerRole: Role | null): Ctx["role"] =>
  ownerRole === null ? ROLE_OF_SCOPE[scope] : lowerRole(ROLE_OF_SCOPE[scope], ownerRole);

type Owned = { workspaceId: PgColumn; createdById: PgColumn };

/** The condition that joins a row to the membership of its owner. */
export const ownerOf = ({ workspaceId, createdById }: Owned): SQL =>
  sql`${memberships.workspaceId} = ${workspaceId} and ${memberships.userId} = ${createdById}`;

/**
 * Whether the owner of a key may still use it: they may sign in, and see the whole workspace. An operator sees only
 * their own leads, and no scope is that narrow. For a query with `ownerOf`.
 */
export const isOwnerIn: SQL<boolean> = sql`(${apiKeys.createdById} is null
  or coalesce(${memberships.isActive} and ${memberships.role} <> 'operator', false))`;

/** Whether a key is valid now. For a query with `ownerOf`. */
export const isKeyOpen: SQL | undefined = and(
  isNull(apiKeys.revokedAt),
  or(isNull(apiKeys.expiresAt), sql`${apiKeys.expiresAt} > now()`),
  isOwnerIn,
);

/**
 * The owner of what this caller creates, and when it must expire. What a key creates belongs to the owner of the key
 * and expires with the key, so access cannot be prolonged by creating another key or an invite.
 */
export async function futureOwner(
  tx: Tx,
  { actor }: Ctx,
): Promise<{ createdById: number | null; until: Date | null }> {
  if (actor.kind === "user") return { createdById: actor.id, until: null };
  if (actor.kind !== "api_key") return { createdById: null, until: null };
  const [key] = await tx
    .select({ createdById: apiKeys.createdById, until: apiKeys.expiresAt })
    .from(apiKeys)
    .where(eq(apiKeys.id, actor.id));
  if (!key) throw new Error("The API key of this request does not exist");
  return key;
}
