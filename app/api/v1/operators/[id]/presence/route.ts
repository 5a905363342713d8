import * as contract from "#lib/http/contract/distribution.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { presentOperator } from "#lib/team/present.ts";
import { setPresence } from "#lib/team/set-presence.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(contract.setPresence, ({ ctx, params, body }) =>
    setPresence(ctx, params.id, body).then(presentOperator),
  ),
});
