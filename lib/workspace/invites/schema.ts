import { z } from "zod";
import { ROLES } from "#lib/core/ctx.ts";
import { email } from "#lib/core/email.ts";
import { MAX_NAME } from "#lib/core/limits.ts";
import { pageQuery } from "#lib/core/paging.ts";
import { sortParameter } from "#lib/core/sorting.ts";
import { id, text } from "#lib/core/text.ts";
import { password } from "#lib/workspace/team/schema.ts";

const DEFAULT_DAYS = 7;
const MAX_DAYS = 30;

/** `email` and `name` say for whom it is meant. The person who joins may enter others. */
export const CreateInviteInput = z.strictObject({
  role: z.enum(ROLES).describe("Role that the person gets."),
  email: email.optional().describe("Whom the invite is meant for. They may join with another address."),
  name: text(MAX_NAME).optional().describe("Whom the invite is meant for. They may join with another name."),
  expires_in_days: z
    .number()
    .int()
    .min(1)
    .max(MAX_DAYS)
    .default(DEFAULT_DAYS)
    .describe("Days until the invite expires."),
});
export type CreateInviteInput = z.input<typeof CreateInviteInput>;

/** Any text is accepted, and a malformed token is answered like an invalid invite. */
const token = z.string().max(200);

/** `code` is the second factor of an account that has one. */
export const AcceptInviteInput = z.strictObject({
  token,
  name: text(MAX_NAME),
  email,
  password,
  code: z.string().max(40).optional(),
});
export type AcceptInviteInput = z.infer<typeof AcceptInviteInput>;

export const INVITE_SORTS = ["created_at", "expires_at"] as const;

/** What the list of invites is filtered and sorted by; `q` searches the invited and the inviting person. */
export const InvitesQuery = z.strictObject({
  ...pageQuery,
  role: z.enum(ROLES).optional().describe("Invites for this role."),
  q: text(200).optional().describe("Words of the name, the e-mail address or the creator."),
  sort: sortParameter(INVITE_SORTS).describe("Order; `-` is descending."),
});
export type InvitesQuery = z.infer<typeof InvitesQuery>;

export const InviteJson = z.object({
  id: id.describe("Id of the invite."),
  email: z.string().nullable().describe("E-mail address that it is meant for."),
  name: z.string().nullable().describe("Name of the person it is meant for."),
  role: z.enum(ROLES).describe("Role that the person gets."),
  prefix: z.string().describe("First characters of the token."),
  created_by: z.string().describe("Who created the invite."),
  expires_at: z.string().describe("When the invite expires."),
  accepted_at: z.string().nullable().describe("When it was accepted."),
  accepted_by: id.nullable().describe("Id of the person who accepted it."),
  revoked_at: z.string().nullable().describe("When it was revoked."),
  created_at: z.string().describe("When the invite was created."),
});
export type InviteJson = z.infer<typeof InviteJson>;

/** The answer to its creation: the link cannot be read again. */
export const CreatedInviteJson = InviteJson.extend({
  token: z.string().describe("Token of the link. It is shown only here."),
  url: z.string().describe("Link to send to the person. It is shown only here."),
});
export type CreatedInviteJson = z.infer<typeof CreatedInviteJson>;
