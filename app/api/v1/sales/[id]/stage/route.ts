import * as contract from "#lib/http/contract/sales.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { moveSale } from "#lib/pipeline/sales/move-sale.ts";
import { presentSale } from "#lib/pipeline/sales/present.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  PATCH: route(contract.moveSale, ({ ctx, params, body, ifMatch }) =>
    moveSale(ctx, params.id, { version: ifMatch, ...body }).then(presentSale),
  ),
});
