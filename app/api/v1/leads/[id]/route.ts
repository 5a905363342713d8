import { read } from "#lib/core/transact.ts";
import * as contract from "#lib/http/contract/leads.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { presentLead } from "#lib/pipeline/leads/present.ts";
import { getLead } from "#lib/pipeline/leads/queries.ts";
import { updateLead } from "#lib/pipeline/leads/update-lead.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.getLead, ({ ctx, params }) =>
    read(ctx, (tx) => getLead(tx, ctx, params.id)).then(presentLead),
  ),
  PATCH: route(contract.updateLead, ({ ctx, params, body, ifMatch }) =>
    updateLead(ctx, params.id, { version: ifMatch, ...body }).then(presentLead),
  ),
});
