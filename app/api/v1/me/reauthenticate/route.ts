import * as contract from "#lib/http/contract/sessions.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { reauthenticateSession } from "#lib/sessions/reauthenticate-session.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(contract.reauthenticate, ({ ctx, body }) => reauthenticateSession(ctx, body)),
});
