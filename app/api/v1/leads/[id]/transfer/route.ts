import * as contract from "#lib/http/contract/leads.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { transferLead } from "#lib/pipeline/leads/transfer-lead.ts";
import { presentSale } from "#lib/pipeline/sales/present.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(contract.transferLead, ({ ctx, params, query, body, ifMatch }) =>
    transferLead(ctx, params.id, { version: ifMatch, ...query, ...body }).then(presentSale),
  ),
});
