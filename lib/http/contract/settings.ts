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
  summary: "The workspace's settings",
  statuses: [200],
  response: SettingsJson,
});

export const updateSettings = defineContract({
  method: "PATCH",
  path: "/settings",
  permission: "settings:manage",
  summary: "Change the workspace's settings",
  description:
    "Null follows the environment. phone_country: the ISO 3166 code of the country whose phone numbers are written without a country code. renew_final_leads: a client who writes to a lost or transferred lead gets a new lead. ai_analyze_after_messages: a lead with so many new messages is analysed by itself, and so is an open lead whose score is old; 0 turns both off. business_domains: the lines of business that people choose from when they describe a lead; other values stay allowed. lost_reasons: reasons of a loss beyond those with a code (`no_response`, `no_budget`, `other_supplier`, `too_small`, `wrong_contact`, `other`), in your own words; losses keep a reason that is removed. require_second_factor: only an admin who has a second factor of their own turns it on.",
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
  summary: "Ask who scores about a made-up lead",
  description: "Stores nothing. A call that costs money counts against the workspace's calls a minute.",
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
  summary: "What everybody in the workspace may know of its settings",
  statuses: [200],
  response: PublicSettingsJson,
});

export const listApiKeys = defineContract({
  method: "GET",
  path: "/api-keys",
  permission: "api-key:manage",
  summary: "Every key, revoked ones too, newest first",
  query: ApiKeysQuery,
  statuses: [200],
  response: z.array(ApiKeyJson),
  paged: true,
});

export const createApiKey = defineContract({
  method: "POST",
  path: "/api-keys",
  permission: "api-key:manage",
  summary: "Create a key",
  description: "The key is in this answer and nowhere else.",
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
  summary: "Revoke a key, everywhere within a second",
  params: idParams,
  statuses: [200],
  response: ApiKeyJson,
});

export const me = defineContract({
  method: "GET",
  path: "/me",
  permission: "profile:read",
  openDuring: OBLIGATIONS,
  summary: "Who this key or session is",
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
    "For a person who is signed in; an API key gets 403. Ends all other sessions of the person. A wrong current password counts as a failed sign-in. An Idempotency-Key is ignored.",
  ignoresIdempotencyKey: true,
  body: ChangePasswordInput,
  statuses: [204],
  refusals: [429],
  example: { body: { current: "the-password-you-were-given", password: "four-words-of-your-own" } },
});
