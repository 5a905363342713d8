import { and, asc, eq, or } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { operators } from "#db/schema/operators.ts";
import { savedViews } from "#db/schema/saved-views.ts";
import { operatorOf } from "#lib/auth/visible.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { NotFound } from "#lib/core/errors.ts";
import type { ViewQuery } from "./schema.ts";

/** A view with the name of whose it is. */
export type ViewRow = Awaited<ReturnType<typeof getView>>;

function selectViews(tx: Tx) {
  return tx
    .select({
      id: savedViews.id,
      board: savedViews.board,
      name: savedViews.name,
      query: savedViews.query,
      isShared: savedViews.isShared,
      operatorId: savedViews.operatorId,
      operatorName: operators.name,
      createdAt: savedViews.createdAt,
    })
    .from(savedViews)
    .innerJoin(
      operators,
      and(eq(operators.workspaceId, savedViews.workspaceId), eq(operators.id, savedViews.operatorId)),
    )
    .$dynamic();
}

/** One's own, and what others share. */
const visibleViews = (ctx: Ctx) =>
  or(eq(savedViews.isShared, true), eq(savedViews.operatorId, operatorOf(ctx).operatorId));

/** Views in the order in which they were made. */
export function listViews(tx: Tx, ctx: Ctx, { board }: ViewQuery): Promise<ViewRow[]> {
  return selectViews(tx)
    .where(and(visibleViews(ctx), board && eq(savedViews.board, board)))
    .orderBy(asc(savedViews.id));
}

/** @throws NotFound, also for somebody else's that is not shared */
export async function getView(tx: Tx, ctx: Ctx, viewId: number) {
  const [view] = await selectViews(tx).where(and(visibleViews(ctx), eq(savedViews.id, viewId)));
  if (!view) throw new NotFound("View");
  return view;
}
