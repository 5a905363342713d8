import { read } from "#lib/core/transact.ts";
import * as contract from "#lib/http/contract/settings.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { presentPublicSettings } from "#lib/workspace/settings/present.ts";
import { getWorkspace } from "#lib/workspace/settings/queries.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.getPublicSettings, ({ ctx }) => read(ctx, getWorkspace).then(presentPublicSettings)),
});
