import { read } from "#lib/core/transact.ts";
import { salesByStage } from "#lib/dashboard/queries.ts";
import * as contract from "#lib/http/contract/dashboard.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.salesByStage, ({ ctx }) => read(ctx, (tx) => salesByStage(tx, ctx))),
});
