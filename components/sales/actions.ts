import type { ActionResult } from "#lib/http/action.ts";
import type { MoveSaleInput, SaleJson, UpdateSaleInput } from "#lib/pipeline/sales/schema.ts";

export type SaleActions = {
  move: (change: { saleId: number; input: MoveSaleInput }) => Promise<ActionResult<SaleJson>>;
  undoMove: (sale: { saleId: number }) => Promise<ActionResult<SaleJson>>;
  update: (change: { saleId: number; input: UpdateSaleInput }) => Promise<ActionResult<SaleJson>>;
};
