import * as contract from "#lib/http/contract/sessions.ts";
import { pageReply } from "#lib/http/pages.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { endOtherSessions } from "#lib/sessions/end-other-sessions.ts";
import { presentSession } from "#lib/sessions/present.ts";
import { pageOfSessions } from "#lib/sessions/queries.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.listSessions, async ({ ctx, query, request }) =>
    pageReply(request, await pageOfSessions(ctx, query), (session) => presentSession(ctx, session)),
  ),
  DELETE: route(contract.endOtherSessions, ({ ctx }) => endOtherSessions(ctx)),
});
