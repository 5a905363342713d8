import { z } from "zod";
import { AddMessagesInput, MessageJson, MessagesAddedJson } from "#lib/conversations/messages/schema.ts";
import { HistoryQuery } from "#lib/core/listing.ts";
import { LeadJson } from "#lib/pipeline/leads/schema.ts";
import { defineContract } from "./define.ts";
import { idParams } from "./params.ts";

export const markLeadRead = defineContract({
  method: "POST",
  path: "/leads/{id}/read",
  permission: "lead:message",
  summary: "Mark a lead as read",
  description:
    "Marks the messages of a lead as seen. It counts for the owner, for the operator who answers the lead now, for an API key, and for everyone while the lead has no owner.",
  params: idParams,
  statuses: [200],
  response: LeadJson,
});

export const addMessages = defineContract({
  method: "POST",
  path: "/leads/{id}/messages",
  permission: "lead:message",
  summary: "Add messages to a lead",
  description:
    '`{"increment": n}` raises the count and returns 200. A message with its text is stored and returns 201. With the setting `renew_final_leads`, an incoming message to a lost or transferred lead goes to its successor, which is created if needed; `lead_id` is the lead that has the message.',
  params: idParams,
  body: AddMessagesInput,
  statuses: [200, 201],
  response: MessagesAddedJson,
  refusals: [409],
  example: { body: { increment: 5 } },
});

export const listLeadMessages = defineContract({
  method: "GET",
  path: "/leads/{id}/messages",
  permission: "lead:read",
  summary: "List the messages of a lead",
  description:
    "Returns the conversation, newest first, with the messages of the leads that this one continues. A key with the write scope marks the messages as delivered. A key with the read scope changes nothing.",
  params: idParams,
  query: HistoryQuery,
  statuses: [200],
  response: z.array(MessageJson),
  paged: true,
});
