import { read } from "#lib/core/transact.ts";
import * as contract from "#lib/http/contract/leads.ts";
import { pageReply } from "#lib/http/pages.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { getLead } from "#lib/pipeline/leads/queries.ts";
import { presentAssessment } from "#lib/scoring/present.ts";
import { listAssessments } from "#lib/scoring/queries.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.listAssessments, async ({ ctx, params, query, request }) => {
    const page = await read(ctx, async (tx) => {
      await getLead(tx, ctx, params.id);
      return listAssessments(tx, params.id, query);
    });
    return pageReply(request, page, (assessment) => presentAssessment(assessment, ctx.locale));
  }),
});
