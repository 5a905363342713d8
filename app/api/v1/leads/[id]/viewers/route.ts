import * as contract from "#lib/http/contract/leads.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { viewLead } from "#lib/pipeline/leads/view-lead.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(contract.viewLead, ({ ctx, params }) => viewLead(ctx, params.id)),
});
