import { read } from "#lib/core/transact.ts";
import * as contract from "#lib/http/contract/settings.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { presentSettings } from "#lib/workspace/settings/present.ts";
import { getWorkspace } from "#lib/workspace/settings/queries.ts";
import { updateSettings } from "#lib/workspace/settings/update-settings.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.getSettings, ({ ctx }) => read(ctx, getWorkspace).then(presentSettings)),
  PATCH: route(contract.updateSettings, ({ ctx, body, ifMatch }) =>
    updateSettings(ctx, { version: ifMatch, ...body }).then(presentSettings),
  ),
});
