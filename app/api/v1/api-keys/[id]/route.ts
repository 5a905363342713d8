import * as contract from "#lib/http/contract/settings.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { presentApiKey } from "#lib/workspace/api-keys/present.ts";
import { revokeApiKey } from "#lib/workspace/api-keys/revoke-api-key.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  DELETE: route(contract.revokeApiKey, ({ ctx, params }) => revokeApiKey(ctx, params.id).then(presentApiKey)),
});
