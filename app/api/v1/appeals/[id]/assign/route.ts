import { assignAppeal } from "#lib/conversations/appeals/assign-appeal.ts";
import { presentAppeal } from "#lib/conversations/appeals/present.ts";
import * as contract from "#lib/http/contract/appeals.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(contract.assignAppeal, ({ ctx, params, body }) =>
    assignAppeal(ctx, params.id, body).then((appeal) => presentAppeal(appeal)),
  ),
});
