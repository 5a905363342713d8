import { isOwnPassword } from "#lib/auth/own-password.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { currentUserId } from "#lib/auth/visible.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { invalidField } from "#lib/core/errors.ts";

/**
 * The person behind the session, who may change their second factor.
 * @throws Forbidden for an API key
 */
export function authorizeOwner(ctx: Ctx): number {
  authorize(ctx, "profile:manage");
  return currentUserId(ctx);
}

/**
 * An open session alone must not change a second factor: a stranger at the desk could keep the owner out.
 * @throws InvalidInput when the password is wrong
 * @throws TooManyRequests
 */
export async function assertOwnPassword(ctx: Ctx, userId: number, password: string): Promise<void> {
  if (await isOwnPassword({ userId, ip: ctx.ip }, password)) return;
  throw invalidField("/password", "This is not your password", "wrong_password");
}
