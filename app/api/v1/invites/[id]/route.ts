import * as contract from "#lib/http/contract/invites.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { presentInvite } from "#lib/workspace/invites/present.ts";
import { revokeInvite } from "#lib/workspace/invites/revoke-invite.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  DELETE: route(contract.revokeInvite, ({ ctx, params }) => revokeInvite(ctx, params.id).then(presentInvite)),
});
