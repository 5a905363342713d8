import { read } from "#lib/core/transact.ts";
import * as contract from "#lib/http/contract/leads.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { listBusinessDomains } from "#lib/pipeline/leads/list-business-domains.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.listBusinessDomains, ({ ctx }) => read(ctx, (tx) => listBusinessDomains(tx, ctx))),
});
