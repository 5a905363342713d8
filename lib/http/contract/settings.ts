import { z } from "zod";
import { OBLIGATIONS } from "#lib/core/ctx.ts";
import { ProviderTrialJson } from "#lib/scoring/schema.ts";
import {
  ApiKeyJson,
  ApiKeysQuery,
  CreateApiKeyInput,
  CreatedApiKeyJson,
} from "#lib/workspace/api-keys/schema.ts";
import { PublicSettingsJson, SettingsJson, UpdateSettingsInput } from "#lib/workspace/settings/schema.ts";
import { ChangePasswordInput, MeJson } from "#lib/workspace/team/schema.ts";
import { defineContract } from "./define.ts";
import { idParams } from "./params.ts";

export const getSettings = defineContract({
  method: "GET",
  path: "/settings",
  permission: "settings:read",
  summary: "Get the settings",
  description: "Returns the settings of the workspace. `effective` has the values that apply.",
  statuses: [200],
  response: SettingsJson,
});

export const updateSettings = defineContract({
  method: "PATCH",
  path: "/settings",
  permission: "settings:manage",
  summary: "Update the settings",
  description:
    "Changes the fields that you send; null follows the server. `ai_analyze_after_messages` scores a lead again after so many new messages, and open leads with a stale score; 0 turns both off. A loss keeps its reason when you remove it from `lost_reasons`. Only an admin who has two-factor authentication can set `require_second_factor`.",
  body: UpdateSettingsInput,
  statuses: [200],
  response: SettingsJson,
  refusals: [412],
  example: { body: { min_transfer_score: 0.7 } },
});

export const tryProvider = defineContract({
  method: "POST",
  path: "/settings/ai/test",
  permission: "settings:manage",
  summary: "Test scoring",
  description:
    "Asks the scoring provider about an example lead. Nothing is saved. A paid call counts against the LLM calls per minute of the workspace.",
  body: z.strictObject({}),
  optionalBody: true,
  statuses: [200],
  response: ProviderTrialJson,
  refusals: [503],
  callsOutside: true,
});

export const getPublicSettings = defineContract({
  method: "GET",
  path: "/settings/public",
  permission: "settings:read-public",
  summary: "Get the public settings",
  description: "Returns the settings that everyone in the workspace can see.",
  statuses: [200],
  response: PublicSettingsJson,
});

export const listApiKeys = defineContract({
  method: "GET",
  path: "/api-keys",
  permission: "api-key:manage",
  summary: "List API keys",
  description: "Returns every key, revoked ones too, newest first. The keys themselves are not shown.",
  query: ApiKeysQuery,
  statuses: [200],
  response: z.array(ApiKeyJson),
  paged: true,
});

export const createApiKey = defineContract({
  method: "POST",
  path: "/api-keys",
  permission: "api-key:manage",
  summary: "Create an API key",
  description: "The key is shown only in this response.",
  body: CreateApiKeyInput,
  statuses: [201],
  response: CreatedApiKeyJson,
  secretAnswer: true,
  refusals: [409],
  example: { body: { name: "Website", scope: "write" } },
});

export const revokeApiKey = defineContract({
  method: "DELETE",
  path: "/api-keys/{id}",
  permission: "api-key:manage",
  summary: "Revoke an API key",
  description: "Apps that use the key stop working within a second.",
  params: idParams,
  statuses: [200],
  response: ApiKeyJson,
});

export const me = defineContract({
  method: "GET",
  path: "/me",
  permission: "profile:read",
  openDuring: OBLIGATIONS,
  summary: "Get the caller",
  description: "Returns who the key or session belongs to, and what they may do.",
  statuses: [200],
  response: MeJson,
});

export const changePassword = defineContract({
  method: "POST",
  path: "/me/password",
  permission: "profile:manage",
  openDuring: ["change_password"],
  summary: "Change your password",
  description:
    "For people who are signed in; an API key gets 403. Ends all your other sessions. A wrong current password counts as a failed sign-in. An Idempotency-Key is ignored.",
  ignoresIdempotencyKey: true,
  body: ChangePasswordInput,
  statuses: [204],
  refusals: [429],
  example: { body: { current: "the-password-you-were-given", password: "four-words-of-your-own" } },
});
