import { endOtherSessions } from "#lib/auth/sessions/end-other-sessions.ts";
import { presentSession } from "#lib/auth/sessions/present.ts";
import { pageOfSessions } from "#lib/auth/sessions/queries.ts";
import * as contract from "#lib/http/contract/sessions.ts";
import { pageReply } from "#lib/http/pages.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.listSessions, async ({ ctx, query, request }) =>
    pageReply(request, await pageOfSessions(ctx, query), (session) => presentSession(ctx, session)),
  ),
  DELETE: route(contract.endOtherSessions, ({ ctx }) => endOtherSessions(ctx)),
});
