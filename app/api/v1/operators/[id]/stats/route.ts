import { presentOperatorStats } from "#lib/conversations/appeals/present.ts";
import { getOperatorStats } from "#lib/conversations/appeals/queries.ts";
import { read } from "#lib/core/transact.ts";
import * as contract from "#lib/http/contract/distribution.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.getOperatorStats, ({ ctx, params }) =>
    read(ctx, async (tx) => presentOperatorStats(await getOperatorStats(tx, params.id))),
  ),
});
