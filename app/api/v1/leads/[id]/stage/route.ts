import * as contract from "#lib/http/contract/leads.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { moveLead } from "#lib/pipeline/leads/move-lead.ts";
import { presentLead } from "#lib/pipeline/leads/present.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  PATCH: route(contract.moveLead, ({ ctx, params, body, ifMatch }) =>
    moveLead(ctx, params.id, { version: ifMatch, ...body }).then(presentLead),
  ),
});
