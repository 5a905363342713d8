import { authorize } from "#lib/auth/permissions.ts";
import { currentUserId } from "#lib/auth/visible.ts";
import type { Ctx } from "#lib/core/ctx.ts";

/**
 * The person behind the session, who may change their second factor.
 * @throws Forbidden for an API key
 */
export function authorizeOwner(ctx: Ctx): number {
  authorize(ctx, "profile:manage");
  return currentUserId(ctx);
}
