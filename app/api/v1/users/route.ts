import { read } from "#lib/core/transact.ts";
import * as contract from "#lib/http/contract/team.ts";
import { pageReply } from "#lib/http/pages.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { addUser, prepareUser } from "#lib/workspace/team/create-user.ts";
import { presentUser } from "#lib/workspace/team/present.ts";
import { pageOfUsers } from "#lib/workspace/team/queries.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.listUsers, async ({ ctx, query, request }) =>
    pageReply(request, await read(ctx, (tx) => pageOfUsers(tx, query)), presentUser),
  ),
  POST: route(
    contract.createUser,
    ({ ctx, prepared }) => addUser(ctx, prepared).then(presentUser),
    prepareUser,
  ),
});
