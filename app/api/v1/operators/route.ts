import { read } from "#lib/core/transact.ts";
import * as contract from "#lib/http/contract/team.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { createOperator } from "#lib/team/create-operator.ts";
import { presentOperator } from "#lib/team/present.ts";
import { listOperators } from "#lib/team/queries.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.listOperators, async ({ ctx }) =>
    (await read(ctx, listOperators)).map(presentOperator),
  ),
  POST: route(contract.createOperator, ({ ctx, body }) => createOperator(ctx, body).then(presentOperator)),
});
