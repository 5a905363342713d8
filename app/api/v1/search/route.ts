import { read } from "#lib/core/transact.ts";
import * as contract from "#lib/http/contract/board.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { presentSearch } from "#lib/insight/search/present.ts";
import { search } from "#lib/insight/search/queries.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.search, ({ ctx, query }) =>
    read(ctx, (tx) => search(tx, ctx, query.q)).then(presentSearch),
  ),
});
