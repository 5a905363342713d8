import { and, eq } from "drizzle-orm";
import { withRole } from "#db/client.ts";
import { apiKeys } from "#db/schema/api-keys.ts";
import { operators } from "#db/schema/operators.ts";
import { memberships, users } from "#db/schema/users.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { makeCtx, type Origin } from "./ctx.ts";
import { isKeyOpen, ownerOf, roleOfKey } from "./key-owner.ts";

/** Whoever asked for work that is done later. */
export type Asker = { workspaceId: number; kind: "user" | "api_key"; id: number };

/**
 * The ctx to work for somebody who is not here now, with the rights that they have at this moment.
 * @returns undefined when they have none any more: disabled, no longer in the workspace, or a key that is over
 */
export function ctxOfAsker(asker: Asker, origin: Origin): Promise<Ctx | undefined> {
  return asker.kind === "user" ? ctxOfUser(asker, origin) : ctxOfKey(asker, origin);
}

async function ctxOfUser({ workspaceId, id }: Asker, origin: Origin): Promise<Ctx | undefined> {
  const [user] = await withRole("leadline_auth", (tx) =>
    tx
      .select({
        name: users.name,
        role: memberships.role,
        operatorId: operators.id,
        departmentId: operators.departmentId,
      })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .leftJoin(
        operators,
        and(eq(operators.workspaceId, memberships.workspaceId), eq(operators.userId, memberships.userId)),
      )
      .where(
        and(
          eq(memberships.workspaceId, workspaceId),
          eq(memberships.userId, id),
          eq(memberships.isActive, true),
        ),
      ),
  );
  if (!user) return undefined;
  const { role, ...person } = user;
  return makeCtx(workspaceId, { kind: "user", id, ...person }, role, origin);
}

async function ctxOfKey({ workspaceId, id }: Asker, origin: Origin): Promise<Ctx | undefined> {
  const [key] = await withRole("leadline_auth", (tx) =>
    tx
      .select({ name: apiKeys.name, scope: apiKeys.scope, ownerRole: memberships.role })
      .from(apiKeys)
      .leftJoin(memberships, ownerOf(apiKeys))
      .where(and(eq(apiKeys.workspaceId, workspaceId), eq(apiKeys.id, id), isKeyOpen)),
  );
  if (!key) return undefined;
  const role = roleOfKey(key.scope, key.ownerRole);
  return makeCtx(workspaceId, { kind: "api_key", id, name: key.name }, role, origin);
}
