import { read } from "#lib/core/transact.ts";
import * as contract from "#lib/http/contract/board.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { presentLeadColumn } from "#lib/pipeline/board/present.ts";
import { leadBoard } from "#lib/pipeline/board/queries.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.leadBoard, async ({ ctx, query: { ids, ...filter } }) => {
    const columns = await read(ctx, (tx) => leadBoard(tx, ctx, filter, ids));
    return columns.map(presentLeadColumn);
  }),
});
