import * as contract from "#lib/http/contract/leads.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { presentLead } from "#lib/pipeline/leads/present.ts";
import { undoLeadMove } from "#lib/pipeline/leads/undo-lead-move.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(contract.undoLeadMove, ({ ctx, params }) => undoLeadMove(ctx, params.id).then(presentLead)),
});
