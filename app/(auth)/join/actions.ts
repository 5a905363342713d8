"use server";

import { publicAction } from "#lib/http/action.ts";
import { acceptInvite } from "#lib/workspace/invites/accept-invite.ts";
import { AcceptInviteInput } from "#lib/workspace/invites/schema.ts";
import { presentUser } from "#lib/workspace/team/present.ts";

export const acceptInviteAction = publicAction(AcceptInviteInput, (origin, input) =>
  acceptInvite(origin, input).then(presentUser),
);
