import { read } from "#lib/core/transact.ts";
import * as contract from "#lib/http/contract/settings.ts";
import { pageReply } from "#lib/http/pages.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { createApiKey } from "#lib/workspace/api-keys/create-api-key.ts";
import { presentApiKey } from "#lib/workspace/api-keys/present.ts";
import { pageOfApiKeys } from "#lib/workspace/api-keys/queries.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.listApiKeys, async ({ ctx, query, request }) =>
    pageReply(request, await read(ctx, (tx) => pageOfApiKeys(tx, query)), presentApiKey),
  ),
  POST: route(contract.createApiKey, async ({ ctx, body }) => {
    const created = await createApiKey(ctx, body);
    return { ...presentApiKey(created), key: created.key };
  }),
});
