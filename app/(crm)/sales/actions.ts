"use server";

import { z } from "zod";
import { id } from "#lib/core/text.ts";
import { action } from "#lib/http/action.ts";
import { moveSale } from "#lib/pipeline/sales/move-sale.ts";
import { presentSale } from "#lib/pipeline/sales/present.ts";
import { MoveSaleInput, UpdateSaleInput } from "#lib/pipeline/sales/schema.ts";
import { undoSaleMove } from "#lib/pipeline/sales/undo-sale-move.ts";
import { updateSale } from "#lib/pipeline/sales/update-sale.ts";

const ofSale = <Input extends z.ZodType>(input: Input) => z.strictObject({ saleId: id, input });

export const moveSaleAction = action("sale:move", ofSale(MoveSaleInput), (ctx, { saleId, input }) =>
  moveSale(ctx, saleId, input).then(presentSale),
);

export const undoSaleMoveAction = action("sale:move", z.strictObject({ saleId: id }), (ctx, { saleId }) =>
  undoSaleMove(ctx, saleId).then(presentSale),
);

export const updateSaleAction = action("sale:update", ofSale(UpdateSaleInput), (ctx, { saleId, input }) =>
  updateSale(ctx, saleId, input).then(presentSale),
);
