import * as contract from "#lib/http/contract/bulk.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { presentBulkJob } from "#lib/operations/bulk/present.ts";
import { undoBulkJob } from "#lib/operations/bulk/undo-bulk-job.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(contract.undoBulkJob, ({ ctx, params }) => undoBulkJob(ctx, params.id).then(presentBulkJob)),
});
