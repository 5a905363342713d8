"use server";

import { publicAction } from "#lib/http/action.ts";
import { acceptInvite } from "#lib/invites/accept-invite.ts";
import { AcceptInviteInput } from "#lib/invites/schema.ts";
import { presentUser } from "#lib/team/present.ts";

export const acceptInviteAction = publicAction(AcceptInviteInput, (origin, input) =>
  acceptInvite(origin, input).then(presentUser),
);
