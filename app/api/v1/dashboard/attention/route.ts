import { read } from "#lib/core/transact.ts";
import * as contract from "#lib/http/contract/dashboard.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { attention } from "#lib/insight/dashboard/queries.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.attention, ({ ctx }) => read(ctx, (tx) => attention(tx, ctx))),
});
