import { presentEach } from "#lib/core/present-each.ts";
import { read } from "#lib/core/transact.ts";
import * as contract from "#lib/http/contract/board.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { saleCards } from "#lib/pipeline/board/queries.ts";
import { presentSale } from "#lib/pipeline/sales/present.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.saleCards, async ({ ctx, params, query: { cursor, ...filter } }) => {
    const page = await read(ctx, (tx) => saleCards(tx, ctx, params.stage, filter, cursor));
    return { cards: presentEach(page.rows, presentSale), next: page.next };
  }),
});
