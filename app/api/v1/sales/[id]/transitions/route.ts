import { read } from "#lib/core/transact.ts";
import * as contract from "#lib/http/contract/sales.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { getSale } from "#lib/pipeline/sales/queries.ts";
import { saleTransitions } from "#lib/pipeline/sales/rules.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.saleTransitions, ({ ctx, params }) =>
    read(ctx, (tx) => getSale(tx, ctx, params.id)).then((sale) => saleTransitions(sale.stage)),
  ),
});
