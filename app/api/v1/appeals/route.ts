import { createAppeal } from "#lib/conversations/appeals/create-appeals.ts";
import { listAppeals } from "#lib/conversations/appeals/list-appeals.ts";
import { presentAppeal } from "#lib/conversations/appeals/present.ts";
import { queuePosition } from "#lib/conversations/appeals/queries.ts";
import { read } from "#lib/core/transact.ts";
import * as contract from "#lib/http/contract/appeals.ts";
import { pageReply } from "#lib/http/pages.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.listAppeals, async ({ ctx, query, request }) => {
    const page = await read(ctx, (tx) => listAppeals(tx, ctx, query, query));
    return pageReply(request, page, (appeal) => presentAppeal(appeal));
  }),
  POST: route(contract.createAppeal, async ({ ctx, body }) => {
    const appeal = await createAppeal(ctx, body);
    const place =
      appeal.status === "waiting" ? await read(ctx, (tx) => queuePosition(tx, ctx, appeal)) : null;
    return presentAppeal(appeal, place);
  }),
});
