import { readAtOnce } from "#lib/core/transact.ts";
import * as contract from "#lib/http/contract/leads.ts";
import { jsonPageReply } from "#lib/http/pages.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { createLead } from "#lib/pipeline/leads/create-lead.ts";
import { listLeads } from "#lib/pipeline/leads/list-leads.ts";
import { presentCreatedLead } from "#lib/pipeline/leads/present.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.listLeads, async ({ ctx, query: { sort, limit, cursor, count, ...filter }, request }) =>
    jsonPageReply(
      request,
      await readAtOnce(ctx, (tx) => listLeads(tx, ctx, filter, { sort, limit, cursor, count })),
    ),
  ),
  POST: route(contract.createLead, ({ ctx, body }) => createLead(ctx, body).then(presentCreatedLead)),
});
