import { read } from "#lib/core/transact.ts";
import * as contract from "#lib/http/contract/leads.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { presentLead } from "#lib/pipeline/leads/present.ts";
import { getLead } from "#lib/pipeline/leads/queries.ts";
import { leadTransitions } from "#lib/pipeline/leads/rules.ts";
import { getSettings } from "#lib/workspace/settings/queries.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.leadTransitions, ({ ctx, params }) =>
    read(ctx, async (tx) => {
      const [lead, settings] = await Promise.all([getLead(tx, ctx, params.id), getSettings(tx)]);
      return leadTransitions(presentLead(lead), settings.minTransferScore);
    }),
  ),
});
