import { eq, sql } from "drizzle-orm";
import { sales } from "#db/schema/sales.ts";
import { authorize } from "#lib/auth/permissions.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { RuleViolation } from "#lib/core/errors.ts";
import { record } from "#lib/core/record.ts";
import { transact } from "#lib/core/transact.ts";
import { findUndoableMove } from "#lib/core/undo.ts";
import { NOT_LOST } from "#lib/workspace/settings/rules.ts";
import { saleChange } from "./build-sale-change.ts";
import { lockSale } from "./lock-sale.ts";
import { getSale, type SaleRow } from "./queries.ts";
import { SaleStage } from "./schema.ts";

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
    await tx
      .update(sales)
      .set({
        stage: SaleStage.parse(move.stage),
        rank: move.rank,
        ...NOT_LOST,
        stageChangedAt: move.stageChangedAt,
        updatedAt: sql`now()`,
        version: sql`${sales.version} + 1`,
      })
      .where(eq(sales.id, saleId));
    const after = await getSale(tx, ctx, saleId);
    record(tx, ctx, "sale.stage_undone", { ...saleChange(before, after), undoesId: move.eventId });
    return after;
  });
}
