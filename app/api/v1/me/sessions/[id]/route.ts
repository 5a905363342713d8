import { endSession } from "#lib/auth/sessions/end-session.ts";
import * as contract from "#lib/http/contract/sessions.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  DELETE: route(contract.endSession, ({ ctx, params }) => endSession(ctx, params.id)),
});
