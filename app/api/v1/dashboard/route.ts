import { read } from "#lib/core/transact.ts";
import * as contract from "#lib/http/contract/dashboard.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { dashboard } from "#lib/insight/dashboard/queries.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.dashboard, ({ ctx }) => read(ctx, (tx) => dashboard(tx, ctx))),
});
