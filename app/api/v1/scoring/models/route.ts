import { read } from "#lib/core/transact.ts";
import * as contract from "#lib/http/contract/scoring.ts";
import { pageReply } from "#lib/http/pages.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { presentModel } from "#lib/scoring/learning/present.ts";
import { listModels } from "#lib/scoring/learning/queries.ts";
import { trainModel } from "#lib/scoring/learning/train-model.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.listModels, async ({ ctx, query, request }) =>
    pageReply(request, await read(ctx, (tx) => listModels(tx, query)), presentModel),
  ),
  POST: route(contract.trainModel, ({ ctx }) => trainModel(ctx).then(presentModel)),
});
