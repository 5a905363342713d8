import { z } from "zod";
import { ReauthenticateInput, SessionJson, SessionsQuery } from "#lib/auth/sessions/schema.ts";
import { defineContract } from "./define.ts";
import { idParams } from "./params.ts";

export const listSessions = defineContract({
  method: "GET",
  path: "/me/sessions",
  permission: "profile:manage",
  summary: "List your sessions",
  description: "Returns every browser that you are signed in with, most recently used first.",
  query: SessionsQuery,
  statuses: [200],
  response: z.array(SessionJson),
  paged: true,
});

export const endOtherSessions = defineContract({
  method: "DELETE",
  path: "/me/sessions",
  permission: "profile:manage",
  summary: "End your other sessions",
  description: "Signs you out everywhere but here.",
  statuses: [204],
});

export const endSession = defineContract({
  method: "DELETE",
  path: "/me/sessions/{id}",
  permission: "profile:manage",
  summary: "End a session",
  description: "Signs you out of one of your sessions.",
  params: idParams,
  statuses: [204],
});

export const reauthenticate = defineContract({
  method: "POST",
  path: "/me/reauthenticate",
  permission: "profile:manage",
  summary: "Confirm your password",
  description:
    "Allows for ten minutes what otherwise answers 403 `reauthentication_required`: API keys, people and their roles, invites, session limits, and deleting demo data. An Idempotency-Key is ignored.",
  ignoresIdempotencyKey: true,
  body: ReauthenticateInput,
  statuses: [204],
  refusals: [429],
});
