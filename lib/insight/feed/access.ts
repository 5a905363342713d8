import { canSeeWholeWorkspace } from "#lib/auth/permissions.ts";
import { operatorOf } from "#lib/auth/visible.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { ITS_QUEUE } from "#lib/core/record.ts";
import type { FeedEvent } from "./queries.ts";

/**
 * Whether this person may see an event: an operator sees the events of records that are or were their own, and of
 * their queue.
 */
export function canSeeEvent(
  ctx: Ctx,
  event: Pick<FeedEvent, "workspaceId" | "ownerIds" | "departmentId" | "hiddenFrom">,
): boolean {
  if (event.workspaceId !== ctx.workspaceId) return false;
  if (canSeeWholeWorkspace(ctx)) return true;
  if (event.ownerIds === null) return false;
  const { operatorId, departmentId } = operatorOf(ctx);
  if (event.ownerIds.includes(operatorId)) return true;
  const wasQueued = event.ownerIds.length === 0 || event.ownerIds.includes(ITS_QUEUE);
  if (!wasQueued || event.hiddenFrom === operatorId) return false;
  return event.departmentId === null || event.departmentId === departmentId;
}

/** Whether both see exactly the same events. */
export function seeSameEvents(one: Ctx, other: Ctx): boolean {
  const [own, others] = [operatorOf(one), operatorOf(other)];
  return (
    one.workspaceId === other.workspaceId &&
    one.role === other.role &&
    own.operatorId === others.operatorId &&
    own.departmentId === others.departmentId
  );
}
