import { eq, sql } from "drizzle-orm";
import { sales } from "#db/schema/sales.ts";
import { authorize } from "#lib/auth/permissions.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { record } from "#lib/core/record.ts";
import { transact } from "#lib/core/transact.ts";
import { assigneeName } from "#lib/workspace/team/queries.ts";
import { saleChange } from "./build-sale-change.ts";
import { lockSale } from "./lock-sale.ts";
import { getSale, type SaleRow } from "./queries.ts";
import { UpdateSaleInput } from "./schema.ts";

/**
 * Changes amount, currency or owner; fields that are left out stay.
 * @throws InvalidInput when there is no such operator, or a new owner is not active
 * @throws StaleVersion when a version is given and another caller changed the sale since
 */
export async function updateSale(ctx: Ctx, saleId: number, raw: UpdateSaleInput): Promise<SaleRow> {
  authorize(ctx, "sale:update");
  const { version, owner_id: ownerId, ...changes } = UpdateSaleInput.parse(raw);
  return transact(ctx, async (tx) => {
    const before = await lockSale(tx, ctx, saleId, version);
    // An unchanged owner may be inactive; only a new owner must be active.
    if (ownerId && ownerId !== before.ownerId) await assigneeName(tx, ownerId, "/owner_id");
    await tx
      .update(sales)
      .set({ ...changes, ownerId, updatedAt: sql`now()`, version: sql`${sales.version} + 1` })
      .where(eq(sales.id, saleId));
    const after = await getSale(tx, ctx, saleId);
    record(tx, ctx, "sale.updated", saleChange(before, after));
    return after;
  });
}
