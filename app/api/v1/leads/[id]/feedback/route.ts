import * as contract from "#lib/http/contract/leads.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { giveFeedback } from "#lib/scoring/give-feedback.ts";
import { presentAssessment } from "#lib/scoring/present.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(contract.giveFeedback, ({ ctx, params, body }) =>
    giveFeedback(ctx, params.id, body).then((assessment) => presentAssessment(assessment, ctx.locale)),
  ),
});
