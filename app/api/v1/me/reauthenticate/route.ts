import { reauthenticateSession } from "#lib/auth/sessions/reauthenticate-session.ts";
import * as contract from "#lib/http/contract/sessions.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(contract.reauthenticate, ({ ctx, body }) => reauthenticateSession(ctx, body)),
});
