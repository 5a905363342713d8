import { updateOperator } from "#lib/conversations/staffing/update-operator.ts";
import { read } from "#lib/core/transact.ts";
import * as contract from "#lib/http/contract/team.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { presentOperator } from "#lib/workspace/team/present.ts";
import { getOperator } from "#lib/workspace/team/queries.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.getOperator, ({ ctx, params }) =>
    read(ctx, (tx) => getOperator(tx, params.id)).then(presentOperator),
  ),
  PATCH: route(contract.updateOperator, ({ ctx, params, body, ifMatch }) =>
    updateOperator(ctx, params.id, { version: ifMatch, ...body }).then(presentOperator),
  ),
});
