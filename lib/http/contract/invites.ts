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
  summary: "The invites that can still be accepted, newest first",
  query: InvitesQuery,
  statuses: [200],
  response: z.array(InviteJson),
  paged: true,
});

export const createInvite = defineContract({
  method: "POST",
  path: "/invites",
  permission: "invite:manage",
  summary: "Make a link by which one person may join",
  description:
    "The link is in this answer and nowhere else; it begins with PUBLIC_URL. Who follows it chooses name, e-mail and password; email and name only say for whom it is meant.",
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
  summary: "End an invite that nobody has accepted",
  params: idParams,
  statuses: [200],
  response: InviteJson,
  refusals: [400],
});
