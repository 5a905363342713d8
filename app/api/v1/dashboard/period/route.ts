import { readReport } from "#lib/core/transact.ts";
import { reportPeriod } from "#lib/dashboard/report-period.ts";
import * as contract from "#lib/http/contract/dashboard.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.periodReport, ({ ctx, query }) =>
    readReport(ctx, async (tx) => (await reportPeriod(tx, ctx, query)).period),
  ),
});
