import { presentDistribution } from "#lib/conversations/distribution/present.ts";
import { getDistribution } from "#lib/conversations/distribution/queries.ts";
import { read } from "#lib/core/transact.ts";
import * as contract from "#lib/http/contract/distribution.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.getDistribution, ({ ctx }) =>
    read(ctx, async (tx) => presentDistribution(await getDistribution(tx))),
  ),
});
