import { read } from "#lib/core/transact.ts";
import * as contract from "#lib/http/contract/bulk.ts";
import { pageReply } from "#lib/http/pages.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { presentBulkJob } from "#lib/operations/bulk/present.ts";
import { listBulkJobs } from "#lib/operations/bulk/queries.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.listBulkJobs, async ({ ctx, query, request }) =>
    pageReply(request, await read(ctx, (tx) => listBulkJobs(tx, ctx, query)), presentBulkJob),
  ),
});
