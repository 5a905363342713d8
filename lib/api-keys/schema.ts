import { z } from "zod";
import { SCOPES } from "#lib/auth/scopes.ts";
import { id, text } from "#lib/core/text.ts";

export const CreateApiKeyInput = z.strictObject({ name: text(120), scope: z.enum(SCOPES) });
export type CreateApiKeyInput = z.infer<typeof CreateApiKeyInput>;

export const ApiKeyJson = z.object({
  id,
  name: z.string(),
  prefix: z.string(),
  scope: z.enum(SCOPES),
  created_by: z.string(),
  last_used_at: z.string().nullable(),
  revoked_at: z.string().nullable(),
  created_at: z.string(),
});
export type ApiKeyJson = z.infer<typeof ApiKeyJson>;

/** The answer to its creation is the only place where the whole key is. */
export const CreatedApiKeyJson = ApiKeyJson.extend({ key: z.string() });
