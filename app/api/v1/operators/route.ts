import { read } from "#lib/core/transact.ts";
import * as contract from "#lib/http/contract/team.ts";
import { pageReply } from "#lib/http/pages.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { createOperator } from "#lib/workspace/team/create-operator.ts";
import { presentOperator } from "#lib/workspace/team/present.ts";
import { pageOfOperators } from "#lib/workspace/team/queries.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.listOperators, async ({ ctx, query, request }) =>
    pageReply(request, await read(ctx, (tx) => pageOfOperators(tx, query)), presentOperator),
  ),
  POST: route(contract.createOperator, ({ ctx, body }) => createOperator(ctx, body).then(presentOperator)),
});
