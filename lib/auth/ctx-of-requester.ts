import { and, eq } from "drizzle-orm";
import { withRole } from "#db/client.ts";
import { apiKeys } from "#db/schema/api-keys.ts";
import { memberships } from "#db/schema/users.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { makeCtx, type Origin } from "./ctx.ts";
import { isKeyOpen, ownerOf, roleOfKey } from "./key-owner.ts";
import { membershipsOf } from "./memberships-of.ts";

/** The person or the API key that requested work to be done later. */
export type Requester = { workspaceId: number; kind: "user" | "api_key"; id: number };

/**
 * Makes the ctx for work that a person or a key requested earlier, with the rights that they have now.
 * @returns undefined when they have none any more: a disabled person, one who left the workspace, or a closed key
 */
export function ctxOfRequester(requester: Requester, origin: Origin): Promise<Ctx | undefined> {
  return requester.kind === "user" ? ctxOfUser(requester, origin) : ctxOfKey(requester, origin);
}

async function ctxOfUser({ workspaceId, id }: Requester, origin: Origin): Promise<Ctx | undefined> {
  const [membership] = await membershipsOf(id, workspaceId);
  if (!membership) return undefined;
  return makeCtx(workspaceId, { kind: "user", ...membership.person }, membership.role, origin);
}

async function ctxOfKey({ workspaceId, id }: Requester, origin: Origin): Promise<Ctx | undefined> {
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
