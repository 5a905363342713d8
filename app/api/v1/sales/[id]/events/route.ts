import { read } from "#lib/core/transact.ts";
import * as contract from "#lib/http/contract/sales.ts";
import { pageReply } from "#lib/http/pages.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { presentEvent } from "#lib/insight/events/present.ts";
import { listEventsOf } from "#lib/insight/events/queries.ts";
import { getSale } from "#lib/pipeline/sales/queries.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.listSaleEvents, async ({ ctx, params, query, request }) => {
    const page = await read(ctx, async (tx) => {
      await getSale(tx, ctx, params.id);
      return listEventsOf(tx, ctx, { type: "sale", id: params.id }, query);
    });
    return pageReply(request, page, presentEvent);
  }),
});
