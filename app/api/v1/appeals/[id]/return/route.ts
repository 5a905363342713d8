import { presentAppeal } from "#lib/conversations/appeals/present.ts";
import { returnAppeal } from "#lib/conversations/appeals/return-appeal.ts";
import * as contract from "#lib/http/contract/appeals.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(contract.returnAppeal, ({ ctx, params, body }) =>
    returnAppeal(ctx, params.id, body).then((appeal) => presentAppeal(appeal)),
  ),
});
