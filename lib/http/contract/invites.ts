import { z } from "zod";
import {
  CreatedInviteJson,
  CreateInviteInput,
  InviteJson,
  InvitesQuery,
} from "#lib/workspace/invites/schema.ts";
import { defineContract } from "./define.ts";
import { idParams } from "./params.ts";

export const listInvites = defineContract({
  method: "GET",
  path: "/invites",
  permission: "invite:manage",
  summary: "List invites",
  description: "Returns the invites that can still be accepted, newest first.",
  query: InvitesQuery,
  statuses: [200],
  response: z.array(InviteJson),
  paged: true,
});

export const createInvite = defineContract({
  method: "POST",
  path: "/invites",
  permission: "invite:manage",
  summary: "Create an invite",
  description:
    "Creates a link with which one person can join. The link is shown only in this response, and begins with PUBLIC_URL. The person chooses name, e-mail address and password; `email` and `name` only say whom the invite is meant for.",
  body: CreateInviteInput,
  statuses: [201],
  response: CreatedInviteJson,
  secretAnswer: true,
  refusals: [409],
  example: { body: { role: "operator", name: "Olena", expires_in_days: 7 } },
});

export const revokeInvite = defineContract({
  method: "DELETE",
  path: "/invites/{id}",
  permission: "invite:manage",
  summary: "Revoke an invite",
  description: "Ends an invite that no one has accepted.",
  params: idParams,
  statuses: [200],
  response: InviteJson,
  refusals: [400],
});
