import { read } from "#lib/core/transact.ts";
import * as contract from "#lib/http/contract/sales.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { presentSale } from "#lib/pipeline/sales/present.ts";
import { getSale } from "#lib/pipeline/sales/queries.ts";
import { updateSale } from "#lib/pipeline/sales/update-sale.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.getSale, ({ ctx, params }) =>
    read(ctx, (tx) => getSale(tx, ctx, params.id)).then(presentSale),
  ),
  PATCH: route(contract.updateSale, ({ ctx, params, body, ifMatch }) =>
    updateSale(ctx, params.id, { version: ifMatch, ...body }).then(presentSale),
  ),
});
