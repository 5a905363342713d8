import * as contract from "#lib/http/contract/leads.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { assignLead } from "#lib/pipeline/leads/assign-lead.ts";
import { presentLead } from "#lib/pipeline/leads/present.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(contract.assignLead, ({ ctx, params, body }) =>
    assignLead(ctx, params.id, body).then(presentLead),
  ),
});
