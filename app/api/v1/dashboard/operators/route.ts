import { readReport } from "#lib/core/transact.ts";
import * as contract from "#lib/http/contract/dashboard.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { operatorReports } from "#lib/insight/dashboard/report-operators.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.operatorReports, ({ ctx, query }) =>
    readReport(ctx, (tx) => operatorReports(tx, query)),
  ),
});
