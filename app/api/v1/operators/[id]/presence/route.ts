import { setPresence } from "#lib/conversations/staffing/set-presence.ts";
import * as contract from "#lib/http/contract/distribution.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { presentOperator } from "#lib/workspace/team/present.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(contract.setPresence, ({ ctx, params, body }) =>
    setPresence(ctx, params.id, body).then(presentOperator),
  ),
});
