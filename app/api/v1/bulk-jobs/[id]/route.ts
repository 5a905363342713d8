import { read } from "#lib/core/transact.ts";
import * as contract from "#lib/http/contract/bulk.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { presentBulkReport } from "#lib/operations/bulk/present.ts";
import { getBulkJob, listRefusals } from "#lib/operations/bulk/queries.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.getBulkJob, ({ ctx, params }) =>
    read(ctx, async (tx) =>
      presentBulkReport(await getBulkJob(tx, params.id), await listRefusals(tx, params.id)),
    ),
  ),
});
