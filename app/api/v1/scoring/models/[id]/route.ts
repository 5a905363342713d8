import { read } from "#lib/core/transact.ts";
import * as contract from "#lib/http/contract/scoring.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { presentModelCard } from "#lib/scoring/learning/present.ts";
import { getModelCard } from "#lib/scoring/learning/queries.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.getModel, ({ ctx, params }) =>
    read(ctx, (tx) => getModelCard(tx, params.id)).then(presentModelCard),
  ),
});
