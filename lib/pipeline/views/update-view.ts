import { eq } from "drizzle-orm";
import { savedViews } from "#db/schema/saved-views.ts";
import { authorize } from "#lib/auth/permissions.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { invalidField } from "#lib/core/errors.ts";
import { record } from "#lib/core/record.ts";
import { transact } from "#lib/core/transact.ts";
import { assertMayChange } from "./access.ts";
import { getView, type ViewRow } from "./queries.ts";
import { INVALID_QUERY, isValidQuery, UpdateViewInput } from "./schema.ts";

/**
 * Renames a view, replaces its filters, or shares it.
 * @throws NotFound, Forbidden, InvalidInput
 */
export async function updateView(ctx: Ctx, viewId: number, raw: UpdateViewInput): Promise<ViewRow> {
  authorize(ctx, "view:change");
  const { is_shared: isShared, ...rest } = UpdateViewInput.parse(raw);
  const changes = { ...rest, ...(isShared === undefined ? {} : { isShared }) };
  return transact(ctx, async (tx) => {
    const before = await getView(tx, ctx, viewId);
    assertMayChange(ctx, before);
    if (changes.query !== undefined && !isValidQuery(before.board, changes.query))
      throw invalidField("/query", INVALID_QUERY);
    if (Object.keys(changes).length === 0) return before;
    await tx.update(savedViews).set(changes).where(eq(savedViews.id, viewId));
    const after = { ...before, ...changes };
    record(tx, ctx, "view.updated", { before, after, ownerIds: [before.operatorId] });
    return after;
  });
}
