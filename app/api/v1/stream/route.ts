import { assertNoObligation } from "#lib/auth/obligations.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { authenticate } from "#lib/http/authenticate.ts";
import * as contract from "#lib/http/contract/events.ts";
import { eventStream } from "#lib/http/event-stream.ts";
import { assertPageIdentity } from "#lib/http/page-identity.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.stream, ({ ctx, query, request }) => {
    // A browser cannot send headers with an event stream, so the page identity is a parameter.
    if (query.made_for !== undefined) assertPageIdentity(ctx, query.made_for);
    const lastEventId = request.headers.get("last-event-id") ?? query.since ?? null;
    return eventStream(ctx, request, lastEventId, authenticatedNow(request.headers, ctx.requestId));
  }),
});

/** Reads the ctx again from a copy of the headers, so that a stream does not keep its request alive. */
function authenticatedNow(headers: Headers, requestId: string): () => Promise<Ctx> {
  const copy = new Headers(headers);
  return async () => {
    const now = await authenticate({ method: "GET", headers: copy }, requestId);
    assertNoObligation(now);
    return now;
  };
}
