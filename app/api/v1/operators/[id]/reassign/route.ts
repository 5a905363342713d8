import { reassignOperator } from "#lib/conversations/appeals/reassign-operator.ts";
import * as contract from "#lib/http/contract/appeals.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(contract.reassignOperator, ({ ctx, params, body }) => reassignOperator(ctx, params.id, body)),
});
