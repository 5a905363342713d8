import { updateUser } from "#lib/conversations/staffing/update-user.ts";
import { read } from "#lib/core/transact.ts";
import * as contract from "#lib/http/contract/team.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { presentUser } from "#lib/workspace/team/present.ts";
import { getUser } from "#lib/workspace/team/queries.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.getUser, ({ ctx, params }) =>
    read(ctx, (tx) => getUser(tx, params.id)).then(presentUser),
  ),
  PATCH: route(contract.updateUser, ({ ctx, params, body }) =>
    updateUser(ctx, params.id, body).then(presentUser),
  ),
});
