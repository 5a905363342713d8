import { createAppealBatch } from "#lib/conversations/appeals/create-appeals.ts";
import { presentAppeal } from "#lib/conversations/appeals/present.ts";
import * as contract from "#lib/http/contract/appeals.ts";
import { problemJson, toAppError } from "#lib/http/problem.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(contract.createAppeals, async ({ ctx, body }) => {
    const outcomes = await createAppealBatch(ctx, body);
    return outcomes.map((outcome) => {
      if (!(outcome instanceof Error)) return { status: 201, appeal: presentAppeal(outcome) };
      const problem = problemJson(toAppError(outcome, ctx.requestId), ctx.requestId);
      return { status: problem.status, problem };
    });
  }),
});
