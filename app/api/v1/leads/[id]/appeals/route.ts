import { listAppealsOfLead } from "#lib/conversations/appeals/list-appeals.ts";
import { presentAppeal } from "#lib/conversations/appeals/present.ts";
import { read } from "#lib/core/transact.ts";
import * as contract from "#lib/http/contract/appeals.ts";
import { pageReply } from "#lib/http/pages.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.listLeadAppeals, async ({ ctx, params, query, request }) =>
    pageReply(request, await read(ctx, (tx) => listAppealsOfLead(tx, ctx, params.id, query)), (appeal) =>
      presentAppeal(appeal),
    ),
  ),
});
