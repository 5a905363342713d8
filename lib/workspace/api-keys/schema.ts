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
  name: text(MAX_NAME),
  scope: z.enum(SCOPES),
  expires_in_days: z.number().int().min(1).max(MAX_KEY_DAYS).optional(),
});
export type CreateApiKeyInput = z.infer<typeof CreateApiKeyInput>;

export const API_KEY_SORTS = ["created_at", "name", "last_used_at"] as const;

/** What the list of keys is filtered and sorted by; `q` looks at names, prefixes and who made them. */
export const ApiKeysQuery = z.strictObject({
  ...pageQuery,
  scope: z.enum(SCOPES).optional(),
  q: text(200).optional(),
  sort: sortParameter(API_KEY_SORTS),
});
export type ApiKeysQuery = z.infer<typeof ApiKeysQuery>;

export const ApiKeyJson = z.object({
  id,
  name: z.string(),
  prefix: z.string(),
  scope: z.enum(SCOPES),
  created_by: z.string(),
  /** The owner, without whom the key stops working; null when the command line created it. */
  created_by_id: id.nullable(),
  expires_at: z.string().nullable(),
  /** owner_inactive: the owner is disabled or an operator by now, and the key is refused. */
  status: z.enum(["active", "revoked", "expired", "owner_inactive"]),
  last_used_at: z.string().nullable(),
  revoked_at: z.string().nullable(),
  created_at: z.string(),
});
export type ApiKeyJson = z.infer<typeof ApiKeyJson>;

/** The answer to its creation: the whole key cannot be read again. */
export const CreatedApiKeyJson = ApiKeyJson.extend({ key: z.string() });
