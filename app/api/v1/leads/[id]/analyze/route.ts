import * as contract from "#lib/http/contract/leads.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { analyzeLead } from "#lib/scoring/analyze-lead.ts";
import { presentAnalysis } from "#lib/scoring/present.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(contract.analyzeLead, ({ ctx, params, query }) =>
    analyzeLead(ctx, params.id, { force: query.force === "true" }).then((analysis) =>
      presentAnalysis(analysis, ctx.locale),
    ),
  ),
});
