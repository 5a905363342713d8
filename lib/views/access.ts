import { may } from "#lib/auth/permissions.ts";
import { operatorOf } from "#lib/auth/visible.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { Forbidden } from "#lib/core/errors.ts";
import type { ViewRow } from "./queries.ts";

/** @throws Forbidden unless the view is the caller's own, or shared and the caller keeps the workspace's views */
export function mayChange(ctx: Ctx, view: ViewRow): void {
  if (view.operatorId === operatorOf(ctx).operatorId) return;
  if (view.isShared && may(ctx.role, "view:manage-shared")) return;
  throw new Forbidden("Only its owner can change this view");
}
