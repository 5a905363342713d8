import { updateSource } from "#lib/conversations/staffing/update-source.ts";
import { read } from "#lib/core/transact.ts";
import * as contract from "#lib/http/contract/sources.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { presentSource } from "#lib/workspace/sources/present.ts";
import { getSource } from "#lib/workspace/sources/queries.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.getSource, ({ ctx, params }) =>
    read(ctx, (tx) => getSource(tx, params.id)).then(presentSource),
  ),
  PATCH: route(contract.updateSource, ({ ctx, params, body, ifMatch }) =>
    updateSource(ctx, params.id, { version: ifMatch, ...body }).then(presentSource),
  ),
});
