import { eq, sql } from "drizzle-orm";
import { sales } from "#db/schema/sales.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { assertMove } from "#lib/core/assert-move.ts";
import { rankAt } from "#lib/core/board-rank.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { record } from "#lib/core/record.ts";
import { transact } from "#lib/core/transact.ts";
import { readLoss } from "#lib/workspace/settings/read-loss.ts";
import { saleChange } from "./build-sale-change.ts";
import { lockSale } from "./lock-sale.ts";
import { findSaleCard, getSale, type SaleRow } from "./queries.ts";
import { saleStages } from "./rules.ts";
import { MoveSaleInput } from "./schema.ts";

/**
 * Moves a sale to a stage, or to another place within its stage when a neighbour is named.
 * @throws RuleViolation for a step that the stages do not allow
 * @throws InvalidInput for `lost` without a reason
 * @throws StaleVersion when a version is given and another caller changed the sale since
 */
export async function moveSale(ctx: Ctx, saleId: number, raw: MoveSaleInput): Promise<SaleRow> {
  authorize(ctx, "sale:move");
  const input = MoveSaleInput.parse(raw);
  return transact(ctx, async (tx) => {
    const before = await lockSale(tx, ctx, saleId, input.version);
    const isRerank = before.stage === input.stage && Boolean(input.before_id || input.after_id);
    if (!isRerank) assertMove(saleStages, before.stage, input.stage, input.lost_reason);
    const findCard = (id: number) => findSaleCard(tx, ctx, id);
    const rank = await rankAt(tx, { table: sales, findCard }, saleId, input);
    const move = {
      stage: input.stage,
      ...(await readLoss(tx, input)),
      stageChangedAt: sql`now()`,
      version: sql`${sales.version} + 1`,
    };
    await tx
      .update(sales)
      .set({ rank, updatedAt: sql`now()`, ...(isRerank ? {} : move) })
      .where(eq(sales.id, saleId));
    const after = await getSale(tx, ctx, saleId);
    record(tx, ctx, isRerank ? "sale.reranked" : "sale.stage_moved", saleChange(before, after));
    return after;
  });
}
