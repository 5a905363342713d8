import { and, eq, or, sql } from "drizzle-orm";
import { appeals } from "#db/schema/appeals.ts";
import { canSeeWholeWorkspace } from "#lib/auth/permissions.ts";
import { operatorOf, ownOrQueued } from "#lib/auth/visible.ts";
import type { Ctx } from "#lib/core/ctx.ts";

/**
 * The appeals that this person may see and change, for a query that joins their sources. An operator who created one
 * for a lead that they cannot see does not see it in the queue; a manager may still assign it to them.
 */
export function visibleAppeals(ctx: Ctx) {
  if (canSeeWholeWorkspace(ctx)) return undefined;
  const { operatorId } = operatorOf(ctx);
  const isHidden = sql`${appeals.hiddenFrom} is not distinct from ${operatorId}`;
  return and(
    ownOrQueued(ctx, appeals.operatorId),
    or(eq(appeals.operatorId, operatorId), sql`not (${isHidden})`),
  );
}

/** Whether the caller created the appeal for a lead that they cannot see. */
export const isHiddenFrom = (ctx: Ctx, { hiddenFrom }: { hiddenFrom: number | null }): boolean =>
  !canSeeWholeWorkspace(ctx) && hiddenFrom === operatorOf(ctx).operatorId;

/**
 * A new appeal as its caller may see it. One for a lead that they cannot see is shown as waiting, whatever its
 * status, because the assignment would reveal who owns the lead.
 */
export function shownToCaller<Appeal extends { hiddenFrom: number | null }>(
  ctx: Ctx,
  appeal: Appeal,
): Appeal {
  if (!isHiddenFrom(ctx, appeal)) return appeal;
  const unassigned = { status: "waiting", operatorId: null, operatorName: null, assignedAt: null } as const;
  return { ...appeal, ...unassigned, leadName: null, lastMessage: null, unreadCount: 0 };
}
