import { seesWholeWorkspace } from "#lib/auth/permissions.ts";
import { operatorOf } from "#lib/auth/visible.ts";
import type { Ctx } from "#lib/core/ctx.ts";

/** What decides who may see a lead, once it has been read. */
type Sight = { ownerId: number | null; sourceDepartmentId: number | null; answeringOperatorIds: number[] };

/** The same as `visibleLeads` of a lead that has been read. */
export function seesLead(ctx: Ctx, { ownerId, sourceDepartmentId, answeringOperatorIds }: Sight): boolean {
  if (seesWholeWorkspace(ctx)) return true;
  const { operatorId, departmentId } = operatorOf(ctx);
  if (ownerId === operatorId || answeringOperatorIds.includes(operatorId)) return true;
  return ownerId === null && (sourceDepartmentId === null || sourceDepartmentId === departmentId);
}
