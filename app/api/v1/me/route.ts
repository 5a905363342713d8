import { read } from "#lib/core/transact.ts";
import * as contract from "#lib/http/contract/settings.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { getWorkspace } from "#lib/workspace/settings/queries.ts";
import { presentMe } from "#lib/workspace/team/present.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.me, async ({ ctx }) => presentMe(ctx, (await read(ctx, getWorkspace)).name)),
});
