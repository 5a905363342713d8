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
  summary: "Say that the messages of a lead have been seen",
  description:
    "Counts for its owner, for the operator who answers it now, for an API key, and for everyone while it has no owner.",
  params: idParams,
  statuses: [200],
  response: LeadJson,
});

export const addMessages = defineContract({
  method: "POST",
  path: "/leads/{id}/messages",
  permission: "lead:message",
  summary: "Count messages, or store one with its text",
  description:
    '`{"increment": n}` answers 200, a message with its text 201. Where the setting `renew_final_leads` is on, an incoming message to a lost or transferred lead goes to the lead that follows it, or starts a new one; `lead_id` says where it went.',
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
  summary: "The conversation with a lead, newest first",
  description:
    "With the messages of the leads that it goes on from. A key with the write scope marks what it reads as delivered; a read key changes nothing.",
  params: idParams,
  query: HistoryQuery,
  statuses: [200],
  response: z.array(MessageJson),
  paged: true,
});
