import { and, eq, or } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { operators } from "#db/schema/operators.ts";
import { savedViews } from "#db/schema/saved-views.ts";
import { operatorOf } from "#lib/auth/visible.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { NotFound } from "#lib/core/errors.ts";
import { applySlice, hasWords, ifGiven, type Listing, listRows } from "#lib/core/listing.ts";
import type { Page } from "#lib/core/paging.ts";
import type { VIEW_SORTS, ViewJson, ViewsQuery } from "./schema.ts";

/** A view with the name of its owner. */
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

/** The caller's own views, and the shared ones. */
const visibleViews = (ctx: Ctx) =>
  or(eq(savedViews.isShared, true), eq(savedViews.operatorId, operatorOf(ctx).operatorId));

const VIEWS: Listing<ViewRow, (typeof VIEW_SORTS)[number]> = {
  sorts: {
    created_at: { column: savedViews.createdAt, of: ({ createdAt }) => createdAt },
    name: { column: savedViews.name, of: ({ name }) => name },
  },
  defaultSort: "created_at",
  idColumn: savedViews.id,
  find: (tx, slice) => applySlice(selectViews(tx), slice),
};

/** The views that match, of those that the caller sees; in the order in which they were made unless sorted otherwise. */
export function pageOfViews(tx: Tx, ctx: Ctx, query: ViewsQuery): Promise<Page<ViewRow>> {
  const where = and(
    visibleViews(ctx),
    ifGiven(query.board, (board) => eq(savedViews.board, board)),
    ifGiven(query.is_shared, (isShared) => eq(savedViews.isShared, isShared)),
    hasWords(query.q, [savedViews.name]),
  );
  return listRows(tx, VIEWS, where, query);
}

/** The views of a board that the caller sees, in the order in which they were made. */
export async function listViews(tx: Tx, ctx: Ctx, { board }: Pick<ViewJson, "board">): Promise<ViewRow[]> {
  return (await pageOfViews(tx, ctx, { board })).rows;
}

/** @throws NotFound, also for another person's view that is not shared */
export async function getView(tx: Tx, ctx: Ctx, viewId: number) {
  const [view] = await selectViews(tx).where(and(visibleViews(ctx), eq(savedViews.id, viewId)));
  if (!view) throw new NotFound("View");
  return view;
}
