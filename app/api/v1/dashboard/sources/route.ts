import { read } from "#lib/core/transact.ts";
import { sourceReports } from "#lib/dashboard/queries.ts";
import * as contract from "#lib/http/contract/dashboard.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.sourceReports, ({ ctx, query }) => read(ctx, (tx) => sourceReports(tx, ctx, query))),
});
