import { read } from "#lib/core/transact.ts";
import * as contract from "#lib/http/contract/board.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { presentSaleColumn } from "#lib/pipeline/board/present.ts";
import { saleBoard } from "#lib/pipeline/board/queries.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.saleBoard, async ({ ctx, query: { ids, ...filter } }) => {
    const columns = await read(ctx, (tx) => saleBoard(tx, ctx, filter, ids));
    return columns.map(presentSaleColumn);
  }),
});
