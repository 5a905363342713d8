import { presentWeight } from "#lib/conversations/distribution/present.ts";
import { listWeights } from "#lib/conversations/distribution/queries.ts";
import { setWeights } from "#lib/conversations/staffing/set-weights.ts";
import { presentEach } from "#lib/core/present-each.ts";
import { read } from "#lib/core/transact.ts";
import * as contract from "#lib/http/contract/distribution.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { getSource } from "#lib/workspace/sources/queries.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.listWeights, ({ ctx, params }) =>
    read(ctx, async (tx) => {
      await getSource(tx, params.id);
      return presentEach(await listWeights(tx, params.id), presentWeight);
    }),
  ),
  POST: route(contract.setWeights, async ({ ctx, params, body }) => {
    const weights = await setWeights(ctx, params.id, body);
    return { message: "The weights are set", weights: presentEach(weights, presentWeight) };
  }),
});
