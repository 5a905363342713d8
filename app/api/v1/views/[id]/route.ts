import { read } from "#lib/core/transact.ts";
import * as contract from "#lib/http/contract/views.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { deleteView } from "#lib/pipeline/views/delete-view.ts";
import { presentView } from "#lib/pipeline/views/present.ts";
import { getView } from "#lib/pipeline/views/queries.ts";
import { updateView } from "#lib/pipeline/views/update-view.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.getView, async ({ ctx, params }) =>
    presentView(ctx, await read(ctx, (tx) => getView(tx, ctx, params.id))),
  ),
  PATCH: route(contract.updateView, async ({ ctx, params, body }) =>
    presentView(ctx, await updateView(ctx, params.id, body)),
  ),
  DELETE: route(contract.deleteView, ({ ctx, params }) => deleteView(ctx, params.id)),
});
