import { assertNoObligation } from "#lib/auth/obligations.ts";
import { authenticate } from "#lib/http/authenticate.ts";
import * as contract from "#lib/http/contract/events.ts";
import { eventStream } from "#lib/http/event-stream.ts";
import { assertMadeFor } from "#lib/http/made-for.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.stream, ({ ctx, query, request }) => {
    // A browser sends no header with it.
    if (query.made_for !== undefined) assertMadeFor(ctx, query.made_for);
    return eventStream(ctx, request.headers.get("last-event-id") ?? query.since ?? null, async () => {
      const now = await authenticate(request, ctx.requestId);
      assertNoObligation(now);
      return now;
    });
  }),
});
