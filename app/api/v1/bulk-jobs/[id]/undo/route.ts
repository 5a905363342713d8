import { presentBulkJob } from "#lib/bulk/present.ts";
import { undoBulkJob } from "#lib/bulk/undo-bulk-job.ts";
import * as contract from "#lib/http/contract/bulk.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(contract.undoBulkJob, ({ ctx, params }) => undoBulkJob(ctx, params.id).then(presentBulkJob)),
});
