import { authorize } from "#lib/auth/permissions.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { RuleViolation } from "#lib/core/errors.ts";
import { transact } from "#lib/core/transact.ts";
import { findUndoableMove } from "#lib/core/undo.ts";
import { NOT_LOST } from "#lib/workspace/settings/rules.ts";
import { lockSale } from "./lock-sale.ts";
import type { SaleRow } from "./queries.ts";
import { SaleStage } from "./schema.ts";
import { storeSale } from "./store-sale.ts";

/**
 * Undoes the caller's own last move of a sale, within ten seconds. A move to `paid` cannot be undone, because money
 * was paid.
 * @throws RuleViolation when there is nothing that can be undone
 */
export async function undoSaleMove(ctx: Ctx, saleId: number): Promise<SaleRow> {
  authorize(ctx, "sale:move");
  return transact(ctx, async (tx) => {
    const before = await lockSale(tx, ctx, saleId);
    if (before.stage === "paid") throw new RuleViolation("paid_is_final", "A paid sale stays paid");
    const move = await findUndoableMove(tx, ctx, { type: "sale", id: saleId });
    const place = {
      stage: SaleStage.parse(move.stage),
      rank: move.rank,
      ...NOT_LOST,
      stageChangedAt: move.stageChangedAt,
    };
    return storeSale(tx, ctx, before, place, { type: "sale.stage_undone", undoesId: move.eventId });
  });
}
