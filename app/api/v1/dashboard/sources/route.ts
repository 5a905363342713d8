import { readReport } from "#lib/core/transact.ts";
import * as contract from "#lib/http/contract/dashboard.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { reportPeriod } from "#lib/insight/dashboard/report-period.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.sourceReports, ({ ctx, query }) =>
    readReport(ctx, async (tx) => (await reportPeriod(tx, ctx, query)).sources),
  ),
});
