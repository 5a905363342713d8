import { z } from "zod";
import {
  AnswerAppealInput,
  AppealJson,
  AssignAppealInput,
  ClientJson,
  CreateAppealInput,
  LeadAppealJson,
  ListAppealsQuery,
  ListClientsQuery,
  MAX_BATCH,
  ReassignInput,
  ReassignJson,
  ReceiptJson,
  ReturnAppealInput,
} from "#lib/conversations/appeals/schema.ts";
import { MessageJson, MessagesAddedJson } from "#lib/conversations/messages/schema.ts";
import { HistoryQuery } from "#lib/core/listing.ts";
import { defineContract } from "./define.ts";
import { idParams } from "./params.ts";

const example = {
  lead_external_id: "tg-4711",
  source: "partner",
  message: "Do you deliver to Lviv?",
  lead_name: "Olena",
  lead_phone: "+380441234567",
};

export const createAppeal = defineContract({
  method: "POST",
  path: "/appeals",
  permission: "appeal:create",
  summary: "Bring an enquiry",
  description:
    "Finds or makes the lead, picks an operator by the source's strategy and stores the appeal, assigned or waiting. An unknown source is 404. For a lead that an operator can't see, the answer has its `lead_id`, `operator: null` and `status: \"waiting\"` whatever happens to the enquiry, and nothing else of the lead; the operator is never given this enquiry by the system and doesn't see it in the queue. `lead_name`, `lead_phone` and `lead_email` never refuse an enquiry: empty is null, a phone becomes E.164, and what can't be read or is too long is kept as text and marked on the lead.",
  body: CreateAppealInput,
  statuses: [201],
  response: AppealJson,
  refusals: [404],
  example: { body: example },
});

export const createAppeals = defineContract({
  method: "POST",
  path: "/appeals/batch",
  permission: "appeal:create",
  summary: "Bring up to 500 enquiries at once",
  description: "Answers for each in order, as `POST /appeals` does. One that is bad fails alone.",
  body: z.array(z.unknown()).min(1).max(MAX_BATCH),
  statuses: [207],
  response: z.array(
    z.object({
      status: z.number(),
      appeal: AppealJson.optional(),
      problem: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
  example: { body: [example] },
});

export const listAppeals = defineContract({
  method: "GET",
  path: "/appeals",
  permission: "appeal:read",
  summary: "List appeals, newest first",
  description:
    "A closed appeal of a lead that its operator no longer sees has no `last_message` and no `unread_count`. `sort=turn` lists those that wait as they are served: by priority, then from the longest wait on. `sort=urgency` lists the active ones as they want an answer: offers by the time left to accept them, then from the client on who has waited longest for a word, those that are answered last. `sort=-closed_at` lists the closed ones, the last closed first. A day in a filter is one of the workspace's calendar; both ends are included.",
  query: ListAppealsQuery,
  statuses: [200],
  response: z.array(AppealJson),
  paged: true,
});

export const getAppeal = defineContract({
  method: "GET",
  path: "/appeals/{id}",
  permission: "appeal:read",
  summary: "Read an appeal, with its place in the queue",
  params: idParams,
  statuses: [200],
  response: AppealJson,
});

export const getReceipt = defineContract({
  method: "GET",
  path: "/appeals/{id}/receipt",
  permission: "appeal:read",
  summary: "Why it came to its operator",
  description: "Everybody who was looked at, with load, limit, weight and what spoke against them.",
  params: idParams,
  statuses: [200],
  response: ReceiptJson,
});

export const closeAppeal = defineContract({
  method: "PATCH",
  path: "/appeals/{id}/close",
  permission: "appeal:answer",
  summary: "End an appeal; its operator gets the next that waits",
  params: idParams,
  statuses: [200],
  response: AppealJson,
  refusals: [400],
});

export const acceptAppeal = defineContract({
  method: "POST",
  path: "/appeals/{id}/accept",
  permission: "appeal:answer",
  summary: "Say that it is being answered",
  params: idParams,
  statuses: [200],
  response: AppealJson,
  refusals: [400],
});

export const returnAppeal = defineContract({
  method: "POST",
  path: "/appeals/{id}/return",
  permission: "appeal:answer",
  summary: "Give it back, for somebody else",
  params: idParams,
  body: ReturnAppealInput,
  statuses: [200],
  response: AppealJson,
  refusals: [400],
  example: { body: { reason: "Asks in Polish" } },
});

export const assignAppeal = defineContract({
  method: "POST",
  path: "/appeals/{id}/assign",
  permission: "appeal:assign",
  summary: "Give it to an operator by hand",
  params: idParams,
  body: AssignAppealInput,
  statuses: [200],
  response: AppealJson,
  refusals: [400, 409],
});

export const listAppealMessages = defineContract({
  method: "GET",
  path: "/appeals/{id}/messages",
  permission: "appeal:read",
  summary: "The conversation, newest first",
  description:
    "It is the whole conversation with the client; `appeal_id` says what belongs to which appeal. A key with the write scope marks what it reads as delivered; a read key changes nothing.",
  params: idParams,
  query: HistoryQuery,
  statuses: [200],
  response: z.array(MessageJson),
  paged: true,
});

export const answerAppeal = defineContract({
  method: "POST",
  path: "/appeals/{id}/messages",
  permission: "appeal:answer",
  summary: "Answer the client, or add what the client wrote",
  params: idParams,
  body: AnswerAppealInput,
  statuses: [201],
  response: MessagesAddedJson,
  refusals: [400],
  example: { body: { text: "Yes, within two days" } },
});

export const listClients = defineContract({
  method: "GET",
  path: "/appeals/leads",
  permission: "appeal:read",
  summary: "The leads that brought appeals, of those that the caller sees",
  query: ListClientsQuery,
  statuses: [200],
  response: z.array(ClientJson),
  paged: true,
});

export const listClientAppeals = defineContract({
  method: "GET",
  path: "/appeals/leads/{id}/appeals",
  permission: "appeal:read",
  summary: "What a lead asked for, newest first",
  params: idParams,
  query: HistoryQuery,
  statuses: [200],
  response: z.array(LeadAppealJson),
  paged: true,
});

export const listLeadAppeals = defineContract({
  method: "GET",
  path: "/leads/{id}/appeals",
  permission: "appeal:read",
  summary: "The appeals of a lead, newest first",
  params: idParams,
  query: HistoryQuery,
  statuses: [200],
  response: z.array(AppealJson),
  paged: true,
});

export const reassignOperator = defineContract({
  method: "POST",
  path: "/operators/{id}/reassign",
  permission: "appeal:assign",
  summary: "Hand the open appeals of an operator back to their queues, or to another operator",
  description:
    "With `to_operator_id`, the oldest appeals go first, as many as the other operator has places for; the others stay, and `remaining` says how many. All of it is one change.",
  params: idParams,
  body: ReassignInput,
  optionalBody: true,
  statuses: [200],
  response: ReassignJson,
  example: { body: { to_operator_id: null } },
});
