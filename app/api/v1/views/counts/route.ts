import * as contract from "#lib/http/contract/views.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { countViews } from "#lib/pipeline/views/count-views.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.countViews, ({ ctx, query }) => countViews(ctx, query)),
});
