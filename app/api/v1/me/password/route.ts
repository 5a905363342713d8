import * as contract from "#lib/http/contract/settings.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { changePassword } from "#lib/workspace/team/change-password.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(contract.changePassword, ({ ctx, body }) => changePassword(ctx, body)),
});
