import { can } from "#lib/auth/permissions.ts";
import { operatorOf } from "#lib/auth/visible.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { Forbidden } from "#lib/core/errors.ts";
import type { ViewRow } from "./queries.ts";

/** Whether the view is the caller's own, or shared and the caller may manage the workspace's views. */
export const isChangeable = (ctx: Ctx, { operatorId, isShared }: ViewRow): boolean =>
  operatorId === operatorOf(ctx).operatorId || (isShared && can(ctx.role, "view:manage-shared"));

/** @throws Forbidden */
export function assertMayChange(ctx: Ctx, view: ViewRow): void {
  if (!isChangeable(ctx, view)) throw new Forbidden("Only its owner can change this view");
}
