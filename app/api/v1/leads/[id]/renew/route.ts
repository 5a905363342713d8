import * as contract from "#lib/http/contract/leads.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { presentLead } from "#lib/pipeline/leads/present.ts";
import { renewLead } from "#lib/pipeline/leads/renew-lead.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(contract.renewLead, ({ ctx, params }) => renewLead(ctx, params.id).then(presentLead)),
});
