import { readReport } from "#lib/core/transact.ts";
import * as contract from "#lib/http/contract/dashboard.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { conversionFunnel } from "#lib/pipeline/funnel/queries.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.conversionFunnel, ({ ctx, query }) =>
    readReport(ctx, (tx) => conversionFunnel(tx, ctx, query)),
  ),
});
