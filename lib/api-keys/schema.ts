import { z } from "zod";
import { SCOPES } from "#lib/auth/scopes.ts";
import { text } from "#lib/core/text.ts";

export const CreateApiKeyInput = z.strictObject({ name: text(120), scope: z.enum(SCOPES) });
export type CreateApiKeyInput = z.infer<typeof CreateApiKeyInput>;
