import { presentAvailability } from "#lib/conversations/distribution/present.ts";
import { getAvailability } from "#lib/conversations/distribution/queries.ts";
import { read } from "#lib/core/transact.ts";
import * as contract from "#lib/http/contract/distribution.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.getAvailability, ({ ctx, params }) =>
    read(ctx, async (tx) => presentAvailability(params.id, await getAvailability(tx, params.id))),
  ),
});
