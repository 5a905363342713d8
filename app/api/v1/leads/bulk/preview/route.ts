import * as contract from "#lib/http/contract/bulk.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { previewBulkJob } from "#lib/operations/bulk/preview-bulk-job.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(contract.previewBulkJob, ({ ctx, body }) => previewBulkJob(ctx, body)),
});
