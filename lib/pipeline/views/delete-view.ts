import { eq } from "drizzle-orm";
import { savedViews } from "#db/schema/saved-views.ts";
import { authorize } from "#lib/auth/permissions.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { record } from "#lib/core/record.ts";
import { transact } from "#lib/core/transact.ts";
import { assertMayChange } from "./access.ts";
import { getView } from "./queries.ts";

/** @throws NotFound, Forbidden */
export async function deleteView(ctx: Ctx, viewId: number): Promise<void> {
  authorize(ctx, "view:change");
  await transact(ctx, async (tx) => {
    const before = await getView(tx, ctx, viewId);
    assertMayChange(ctx, before);
    await tx.delete(savedViews).where(eq(savedViews.id, viewId));
    record(tx, ctx, "view.deleted", { before, ownerIds: [before.operatorId] });
  });
}
