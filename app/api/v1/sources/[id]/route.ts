import { read } from "#lib/core/transact.ts";
import * as contract from "#lib/http/contract/sources.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { presentSource } from "#lib/sources/present.ts";
import { getSource } from "#lib/sources/queries.ts";
import { updateSource } from "#lib/sources/update-source.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.getSource, ({ ctx, params }) =>
    read(ctx, (tx) => getSource(tx, params.id)).then(presentSource),
  ),
  PATCH: route(contract.updateSource, ({ ctx, params, body, ifMatch }) =>
    updateSource(ctx, params.id, { version: ifMatch, ...body }).then(presentSource),
  ),
});
