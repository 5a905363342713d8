import * as contract from "#lib/http/contract/sales.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { presentSale } from "#lib/pipeline/sales/present.ts";
import { undoSaleMove } from "#lib/pipeline/sales/undo-sale-move.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(contract.undoSaleMove, ({ ctx, params }) => undoSaleMove(ctx, params.id).then(presentSale)),
});
