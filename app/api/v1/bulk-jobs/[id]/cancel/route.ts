import * as contract from "#lib/http/contract/bulk.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { cancelBulkJob } from "#lib/operations/bulk/cancel-bulk-job.ts";
import { presentBulkJob } from "#lib/operations/bulk/present.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(contract.cancelBulkJob, ({ ctx, params }) =>
    cancelBulkJob(ctx, params.id).then(presentBulkJob),
  ),
});
