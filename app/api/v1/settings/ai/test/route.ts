import * as contract from "#lib/http/contract/settings.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { presentTrial } from "#lib/scoring/present.ts";
import { tryProvider } from "#lib/scoring/try-provider.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(contract.tryProvider, ({ ctx }) => tryProvider(ctx).then(presentTrial)),
});
