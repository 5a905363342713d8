import { canSeeWholeWorkspace } from "#lib/auth/permissions.ts";
import { operatorOf } from "#lib/auth/visible.ts";
import type { Ctx } from "#lib/core/ctx.ts";

/** The fields of a lead that decide who may see it. */
type VisibilityFacts = {
  ownerId: number | null;
  sourceDepartmentId: number | null;
  answeringOperatorIds: number[];
};

/** The same rule as `visibleLeads`, for a lead that has been read. */
export function canSeeLead(
  ctx: Ctx,
  { ownerId, sourceDepartmentId, answeringOperatorIds }: VisibilityFacts,
): boolean {
  if (canSeeWholeWorkspace(ctx)) return true;
  const { operatorId, departmentId } = operatorOf(ctx);
  if (ownerId === operatorId || answeringOperatorIds.includes(operatorId)) return true;
  return ownerId === null && (sourceDepartmentId === null || sourceDepartmentId === departmentId);
}
