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
  role: z.enum(ROLES),
  email: email.optional(),
  name: text(MAX_NAME).optional(),
  expires_in_days: z.number().int().min(1).max(MAX_DAYS).default(DEFAULT_DAYS),
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
  role: z.enum(ROLES).optional(),
  q: text(200).optional(),
  sort: sortParameter(INVITE_SORTS),
});
export type InvitesQuery = z.infer<typeof InvitesQuery>;

export const InviteJson = z.object({
  id,
  email: z.string().nullable(),
  name: z.string().nullable(),
  role: z.enum(ROLES),
  prefix: z.string(),
  created_by: z.string(),
  expires_at: z.string(),
  accepted_at: z.string().nullable(),
  accepted_by: id.nullable(),
  revoked_at: z.string().nullable(),
  created_at: z.string(),
});
export type InviteJson = z.infer<typeof InviteJson>;

/** The answer to its creation: the link cannot be read again. */
export const CreatedInviteJson = InviteJson.extend({ token: z.string(), url: z.string() });
export type CreatedInviteJson = z.infer<typeof CreatedInviteJson>;
