import { simulateSource } from "#lib/conversations/distribution/simulate-source.ts";
import * as contract from "#lib/http/contract/distribution.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(contract.simulateSource, ({ ctx, params, body }) => simulateSource(ctx, params.id, body)),
});
