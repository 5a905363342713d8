import { read } from "#lib/core/transact.ts";
import * as contract from "#lib/http/contract/views.ts";
import { pageReply } from "#lib/http/pages.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { createView } from "#lib/pipeline/views/create-view.ts";
import { presentView } from "#lib/pipeline/views/present.ts";
import { pageOfViews } from "#lib/pipeline/views/queries.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.listViews, async ({ ctx, query, request }) =>
    pageReply(request, await read(ctx, (tx) => pageOfViews(tx, ctx, query)), (view) =>
      presentView(ctx, view),
    ),
  ),
  POST: route(contract.createView, async ({ ctx, body }) => presentView(ctx, await createView(ctx, body))),
});
