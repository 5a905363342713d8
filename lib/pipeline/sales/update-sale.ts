import { authorize } from "#lib/auth/permissions.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { transact } from "#lib/core/transact.ts";
import { assigneeName } from "#lib/workspace/team/queries.ts";
import { lockSale } from "./lock-sale.ts";
import type { SaleRow } from "./queries.ts";
import { UpdateSaleInput } from "./schema.ts";
import { storeSale } from "./store-sale.ts";

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
    return storeSale(tx, ctx, before, { ...changes, ownerId }, { type: "sale.updated" });
  });
}
