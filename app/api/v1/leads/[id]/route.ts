import { read } from "#lib/core/transact.ts";
import * as contract from "#lib/http/contract/leads.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { presentLead } from "#lib/leads/present.ts";
import { getLead } from "#lib/leads/queries.ts";
import { updateLead } from "#lib/leads/update-lead.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.getLead, ({ ctx, params }) =>
    read(ctx, (tx) => getLead(tx, ctx, params.id)).then(presentLead),
  ),
  PATCH: route(contract.updateLead, ({ ctx, params, body, ifMatch }) =>
    updateLead(ctx, params.id, { version: ifMatch, ...body }).then(presentLead),
  ),
});
