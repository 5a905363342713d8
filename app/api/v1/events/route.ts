import { read } from "#lib/core/transact.ts";
import * as contract from "#lib/http/contract/events.ts";
import { csvReply, wantsCsv } from "#lib/http/csv.ts";
import { pageReply } from "#lib/http/pages.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { presentEvent, presentEventCells } from "#lib/insight/events/present.ts";
import { listEvents } from "#lib/insight/events/queries.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.listEvents, async ({ ctx, query, request }) => {
    const { limit, cursor, sort, separator, ...filter } = query;
    const page = (from: string | undefined, size: number) =>
      read(ctx, (tx) => listEvents(tx, ctx, filter, { limit: size, cursor: from, sort }));
    if (wantsCsv(request)) return csvReply(ctx, request, "log", page, presentEventCells, separator);
    return pageReply(request, await page(cursor, limit), presentEvent);
  }),
});
