import { read } from "#lib/core/transact.ts";
import * as contract from "#lib/http/contract/sources.ts";
import { pageReply } from "#lib/http/pages.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { createSource } from "#lib/workspace/sources/create-source.ts";
import { presentSource } from "#lib/workspace/sources/present.ts";
import { pageOfSources } from "#lib/workspace/sources/queries.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.listSources, async ({ ctx, query, request }) =>
    pageReply(request, await read(ctx, (tx) => pageOfSources(tx, query)), presentSource),
  ),
  POST: route(contract.createSource, ({ ctx, body }) => createSource(ctx, body).then(presentSource)),
});
