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
import { Problem } from "./problems.ts";

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
  summary: "Create an appeal",
  description:
    'Finds or creates the lead of the client, chooses an operator by the strategy of the source, and stores the appeal as active or waiting. An unknown source is a 404. `lead_name`, `lead_phone` and `lead_email` are never refused: an empty text is null, a phone number becomes E.164, and what cannot be read or is too long is kept as text and marked on the lead. For a lead that an operator cannot see, the response has only its `lead_id`, with `operator: null` and `status: "waiting"` whatever happens to the appeal; the system never assigns this appeal to that operator.',
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
  summary: "Create appeals in a batch",
  description:
    "Takes up to 500 appeals and returns a result for each, in order. An appeal that fails does not stop the others. Each is read as in `POST /appeals`.",
  body: z.array(z.unknown()).min(1).max(MAX_BATCH),
  statuses: [207],
  response: z.array(
    z.object({
      status: z.number().describe("The status that the appeal would have alone."),
      appeal: AppealJson.optional().describe("The appeal, with 201."),
      problem: Problem.optional().describe("Why it failed, otherwise."),
    }),
  ),
  example: { body: [example] },
});

export const listAppeals = defineContract({
  method: "GET",
  path: "/appeals",
  permission: "appeal:read",
  summary: "List appeals",
  description:
    "Newest first by default. `sort=turn` lists waiting appeals in the order of the queue: by priority, then by waiting time. `sort=urgency` lists active appeals by urgency: offers by the time left to accept them, then clients by how long they have waited for an answer. `sort=-closed_at` lists closed appeals, the latest first. A closed appeal of a lead that you can no longer see has no `last_message` and no `unread_count`. A day in a filter is a day of the workspace's calendar, and both ends are included.",
  query: ListAppealsQuery,
  statuses: [200],
  response: z.array(AppealJson),
  paged: true,
});

export const getAppeal = defineContract({
  method: "GET",
  path: "/appeals/{id}",
  permission: "appeal:read",
  summary: "Get an appeal",
  description: "Returns an appeal, with its place in the queue while it waits.",
  params: idParams,
  statuses: [200],
  response: AppealJson,
});

export const getReceipt = defineContract({
  method: "GET",
  path: "/appeals/{id}/receipt",
  permission: "appeal:read",
  summary: "Get the assignment receipt of an appeal",
  description:
    "Explains why the appeal went to its operator: every candidate with load, limit, weight and the reason against them.",
  params: idParams,
  statuses: [200],
  response: ReceiptJson,
});

export const closeAppeal = defineContract({
  method: "PATCH",
  path: "/appeals/{id}/close",
  permission: "appeal:answer",
  summary: "Close an appeal",
  description:
    "Frees the operator, who gets the next appeal of the queue. Closing a closed appeal returns it and changes nothing.",
  params: idParams,
  statuses: [200],
  response: AppealJson,
  refusals: [400],
});

export const acceptAppeal = defineContract({
  method: "POST",
  path: "/appeals/{id}/accept",
  permission: "appeal:answer",
  summary: "Accept an appeal",
  description: "Confirms that the operator is answering the client.",
  params: idParams,
  statuses: [200],
  response: AppealJson,
  refusals: [400],
});

export const returnAppeal = defineContract({
  method: "POST",
  path: "/appeals/{id}/return",
  permission: "appeal:answer",
  summary: "Return an appeal",
  description: "Returns an appeal to the queue for another operator.",
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
  summary: "Assign an appeal",
  description: "Gives an appeal to an operator of your choice. An operator at their limit is a 409.",
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
  summary: "List the messages of an appeal",
  description:
    "Returns the whole conversation with the client, newest first; `appeal_id` says which appeal a message belongs to. A key with the write scope marks the messages as delivered. A key with the read scope changes nothing.",
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
  summary: "Add a message to an appeal",
  description: "Answers the client, or records what the client wrote.",
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
  summary: "List clients with appeals",
  description: "Returns the leads that have appeals, of those that you can see.",
  query: ListClientsQuery,
  statuses: [200],
  response: z.array(ClientJson),
  paged: true,
});

export const listClientAppeals = defineContract({
  method: "GET",
  path: "/appeals/leads/{id}/appeals",
  permission: "appeal:read",
  summary: "List the appeals of a client",
  description: "Returns what a client asked for, newest first.",
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
  summary: "List the appeals of a lead",
  description: "Returns the appeals of a lead, newest first.",
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
  summary: "Reassign the appeals of an operator",
  description:
    "Returns the open appeals of an operator to their queues, or gives them to another operator. With `to_operator_id`, the oldest go first, as many as the other operator has room for; `remaining` is the number that stays. All of it is one change.",
  params: idParams,
  body: ReassignInput,
  optionalBody: true,
  statuses: [200],
  response: ReassignJson,
  example: { body: { to_operator_id: null } },
});
