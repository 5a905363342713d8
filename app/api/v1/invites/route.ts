import { read } from "#lib/core/transact.ts";
import * as contract from "#lib/http/contract/invites.ts";
import { pageReply } from "#lib/http/pages.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { createInvite } from "#lib/workspace/invites/create-invite.ts";
import { presentCreatedInvite, presentInvite } from "#lib/workspace/invites/present.ts";
import { pageOfOpenInvites } from "#lib/workspace/invites/queries.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.listInvites, async ({ ctx, query, request }) =>
    pageReply(request, await read(ctx, (tx) => pageOfOpenInvites(tx, query)), presentInvite),
  ),
  POST: route(contract.createInvite, ({ ctx, body }) => createInvite(ctx, body).then(presentCreatedInvite)),
});
