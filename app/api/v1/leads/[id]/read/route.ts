import * as contract from "#lib/http/contract/lead-messages.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { markLeadRead } from "#lib/pipeline/leads/mark-lead-read.ts";
import { presentLead } from "#lib/pipeline/leads/present.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(contract.markLeadRead, ({ ctx, params }) => markLeadRead(ctx, params.id).then(presentLead)),
});
