import { presentAppeal } from "#lib/conversations/appeals/present.ts";
import { getAppeal, queuePosition } from "#lib/conversations/appeals/queries.ts";
import { read } from "#lib/core/transact.ts";
import * as contract from "#lib/http/contract/appeals.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.getAppeal, ({ ctx, params }) =>
    read(ctx, async (tx) => {
      const appeal = await getAppeal(tx, ctx, params.id);
      return presentAppeal(appeal, await queuePosition(tx, ctx, appeal));
    }),
  ),
});
