import { read } from "#lib/core/transact.ts";
import * as contract from "#lib/http/contract/sales.ts";
import { pageReply } from "#lib/http/pages.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { presentSale } from "#lib/pipeline/sales/present.ts";
import { listSales } from "#lib/pipeline/sales/queries.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.listSales, async ({ ctx, query: { sort, limit, cursor, count, ...filter }, request }) =>
    pageReply(
      request,
      await read(ctx, (tx) => listSales(tx, ctx, filter, { sort, limit, cursor, count })),
      presentSale,
    ),
  ),
});
