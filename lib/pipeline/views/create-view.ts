import { count, eq } from "drizzle-orm";
import { savedViews } from "#db/schema/saved-views.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { operatorOf } from "#lib/auth/visible.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { Forbidden, RuleViolation } from "#lib/core/errors.ts";
import { record } from "#lib/core/record.ts";
import { transact } from "#lib/core/transact.ts";
import { getView, type ViewRow } from "./queries.ts";
import { CreateViewInput, MAX_VIEWS } from "./schema.ts";

/**
 * Saves the filters of a board under a name.
 * @throws Forbidden for an API key, because views belong to people
 * @throws RuleViolation when this person has MAX_VIEWS already
 */
export async function createView(ctx: Ctx, raw: CreateViewInput): Promise<ViewRow> {
  authorize(ctx, "view:create");
  const { board, name, query, is_shared } = CreateViewInput.parse(raw);
  const { operatorId } = operatorOf(ctx);
  if (operatorId === 0) throw new Forbidden("Only a person who is signed in can do this");
  return transact(ctx, async (tx) => {
    const [own] = await tx
      .select({ count: count() })
      .from(savedViews)
      .where(eq(savedViews.operatorId, operatorId));
    if ((own?.count ?? 0) >= MAX_VIEWS)
      throw new RuleViolation("too_many_views", `More than ${MAX_VIEWS} views are not kept`);
    const [made] = await tx
      .insert(savedViews)
      .values({ workspaceId: ctx.workspaceId, operatorId, board, name, query, isShared: is_shared })
      .returning({ id: savedViews.id });
    if (!made) throw new Error("An inserted view returned no row");
    const view = await getView(tx, ctx, made.id);
    record(tx, ctx, "view.created", { after: view, ownerIds: [operatorId] });
    return view;
  });
}
