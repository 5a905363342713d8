import { z } from "zod";
import { SCOPES } from "#lib/auth/scopes.ts";
import { MAX_NAME } from "#lib/core/limits.ts";
import { pageQuery } from "#lib/core/paging.ts";
import { sortParameter } from "#lib/core/sorting.ts";
import { id, text } from "#lib/core/text.ts";

/** Days. For longer than a year, leave the expiry out. */
const MAX_KEY_DAYS = 365;

/** Without `expires_in_days` it never expires. */
export const CreateApiKeyInput = z.strictObject({
  name: text(MAX_NAME).describe("Name of the key, for people."),
  scope: z.enum(SCOPES).describe("What the key may do: read, read and write, or everything."),
  expires_in_days: z
    .number()
    .int()
    .min(1)
    .max(MAX_KEY_DAYS)
    .optional()
    .describe("Days until the key expires. Without it, it never does."),
});
export type CreateApiKeyInput = z.infer<typeof CreateApiKeyInput>;

export const API_KEY_SORTS = ["created_at", "name", "last_used_at"] as const;

/** What the list of keys is filtered and sorted by; `q` looks at names, prefixes and who made them. */
export const ApiKeysQuery = z.strictObject({
  ...pageQuery,
  scope: z.enum(SCOPES).optional().describe("Keys with this scope."),
  q: text(200).optional().describe("Words of the name, the prefix or the creator."),
  sort: sortParameter(API_KEY_SORTS).describe("Order; `-` is descending."),
});
export type ApiKeysQuery = z.infer<typeof ApiKeysQuery>;

export const ApiKeyJson = z.object({
  id: id.describe("Id of the key."),
  name: z.string().describe("Name of the key, for people."),
  prefix: z.string().describe("First characters of the key."),
  scope: z.enum(SCOPES).describe("What the key may do."),
  created_by: z.string().describe("Who created the key."),
  created_by_id: id
    .nullable()
    .describe("Person whom the key belongs to. Null when the command line created it."),
  expires_at: z.string().nullable().describe("When the key expires. Null for never."),
  status: z
    .enum(["active", "revoked", "expired", "owner_inactive"])
    .describe("`owner_inactive`: the owner is deactivated or an operator, and the key is refused."),
  last_used_at: z.string().nullable().describe("When the key was last used."),
  revoked_at: z.string().nullable().describe("When the key was revoked."),
  created_at: z.string().describe("When the key was created."),
});
export type ApiKeyJson = z.infer<typeof ApiKeyJson>;

/** The answer to its creation: the whole key cannot be read again. */
export const CreatedApiKeyJson = ApiKeyJson.extend({
  key: z.string().describe("The whole key. It is shown only here."),
});
