import { readReport } from "#lib/core/transact.ts";
import { trendJson } from "#lib/dashboard/queries.ts";
import * as contract from "#lib/http/contract/dashboard.ts";
import { resource } from "#lib/http/resource.ts";
import { route, WrittenReply } from "#lib/http/route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.trend, ({ ctx, query }) =>
    readReport(ctx, (tx) => trendJson(tx, ctx, query)).then((json) => new WrittenReply(json)),
  ),
});
