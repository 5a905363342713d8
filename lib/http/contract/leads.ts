import { z } from "zod";
import { HistoryQuery } from "#lib/core/listing.ts";
import { pageQuery } from "#lib/core/paging.ts";
import { sortParameter } from "#lib/core/sorting.ts";
import { EventJson } from "#lib/insight/events/schema.ts";
import {
  AssignLeadInput,
  CreatedLeadJson,
  CreateLeadInput,
  LEAD_SORTS,
  LeadJson,
  leadFilters,
  MoveLeadInput,
  TransferLeadInput,
  TransferLeadQuery,
  Transition,
  UpdateLeadInput,
  ViewerJson,
} from "#lib/pipeline/leads/schema.ts";
import { SaleJson } from "#lib/pipeline/sales/schema.ts";
import { AnalysisJson, AssessmentJson, FeedbackInput } from "#lib/scoring/schema.ts";
import { defineContract } from "./define.ts";
import { idParams } from "./params.ts";

const exampleLead = { source: "partner", name: "Галичина Меблі", business_domain: "retail" };

export const createLead = defineContract({
  method: "POST",
  path: "/leads",
  permission: "lead:create",
  summary: "Create a lead",
  description:
    "A taken external_id is a 409, with the `lead_id` of that lead if the caller can see it. Phones and e-mail addresses are never refused: `phone` becomes E.164 (numbers without a country code are of the workspace's `phone_country`) and `phone_written` keeps how it was sent; what can't be read is kept as it is, with `phone_is_raw` or `email_is_raw`. An empty text is null. `possible_duplicates` names other leads that have the same phone or e-mail, up to five each, of those that the caller can see; a phone or e-mail that can't be read is not compared; one that has both is `matched_by` phone.",
  body: CreateLeadInput,
  statuses: [201],
  response: CreatedLeadJson,
  refusals: [409],
  example: { body: exampleLead },
});

export const listLeads = defineContract({
  method: "GET",
  path: "/leads",
  permission: "lead:read",
  summary: "List leads",
  description:
    "Filters, other sorts and `count` look at the newest 1,000 leads that have the words of `q`; alone, newest first, it pages through all of them. A day in a filter is one of the workspace's calendar; both ends are included.",
  query: z.strictObject({ ...leadFilters, ...pageQuery, sort: sortParameter(LEAD_SORTS) }),
  statuses: [200],
  response: z.array(LeadJson),
  paged: true,
});

export const listBusinessDomains = defineContract({
  method: "GET",
  path: "/leads/business-domains",
  permission: "lead:read",
  summary: "List lines of business to choose from",
  description:
    "The workspace's list in its order, then those that the newest of the leads you can see have most often. Comes whole.",
  statuses: [200],
  response: z.array(z.string()),
});

export const getLead = defineContract({
  method: "GET",
  path: "/leads/{id}",
  permission: "lead:read",
  summary: "Read a lead",
  params: idParams,
  statuses: [200],
  response: LeadJson,
});

export const moveLead = defineContract({
  method: "PATCH",
  path: "/leads/{id}/stage",
  permission: "lead:move",
  summary: "Move a lead to a stage, or to another place within its stage",
  description:
    "One step forward at a time; `lost` needs `lost_reason`. `lost_reason` is a code (`no_response`, `no_budget`, `other_supplier`, `too_small`, `wrong_contact`, `other`) or one of the workspace's `lost_reasons`; any other text becomes `other` with the text in `lost_comment`. To `transferred` is the transfer to sales, with its gates and its role. A `before_id` or `after_id` that the caller can't see is unknown: 422.",
  params: idParams,
  body: MoveLeadInput,
  statuses: [200],
  response: LeadJson,
  refusals: [400, 412],
  example: { body: { stage: "contacted" } },
});

export const leadTransitions = defineContract({
  method: "GET",
  path: "/leads/{id}/transitions",
  permission: "lead:read",
  summary: "Which stages are open to a lead, and why the others are not",
  params: idParams,
  statuses: [200],
  response: z.array(Transition),
});

export const updateLead = defineContract({
  method: "PATCH",
  path: "/leads/{id}",
  permission: "lead:update",
  summary: "Change contact fields, business domain or next step",
  description:
    "With `version` in the body or If-Match; a stale one is a 412 with the current lead. Phones and e-mail addresses are read as `POST /leads` does.",
  params: idParams,
  body: UpdateLeadInput,
  statuses: [200],
  response: LeadJson,
  refusals: [412],
  example: { body: { business_domain: "fintech", version: 3 } },
});

export const undoLeadMove = defineContract({
  method: "POST",
  path: "/leads/{id}/undo",
  permission: "lead:move",
  summary: "Take back your own last move, within ten seconds",
  params: idParams,
  body: z.strictObject({}),
  optionalBody: true,
  statuses: [200],
  response: LeadJson,
  refusals: [400, 409],
});

export const transferLead = defineContract({
  method: "POST",
  path: "/leads/{id}/transfer",
  permission: "lead:transfer",
  summary: "Transfer a qualified lead to sales",
  description:
    "All failing gates are named at once in `errors`. The amount may come in the query or in the body.",
  params: idParams,
  query: TransferLeadQuery,
  body: TransferLeadInput,
  optionalBody: true,
  statuses: [201],
  response: SaleJson,
  refusals: [400, 409, 412],
  example: { body: { amount: 50000, currency: "UAH" } },
});

export const renewLead = defineContract({
  method: "POST",
  path: "/leads/{id}/renew",
  permission: "lead:update",
  summary: "Start a new lead for the client of a lost or transferred one",
  description:
    "The successor starts in `new` and takes over external id, contact, owner and open appeals; its messages include those of the old lead. The old lead keeps its stage and history, with `former_external_id` and `successor_id`. A lead that isn't final is a 400; one that has a successor is a 409 with `successor_id`.",
  params: idParams,
  body: z.strictObject({}),
  optionalBody: true,
  statuses: [201],
  response: LeadJson,
  refusals: [400, 409],
});

export const assignLead = defineContract({
  method: "POST",
  path: "/leads/{id}/assign",
  permission: "lead:assign",
  summary: "Give a lead to an operator, or back to the queue with null",
  params: idParams,
  body: AssignLeadInput,
  statuses: [200],
  response: LeadJson,
  refusals: [409],
  example: { body: { operator_id: 7 } },
});

export const viewLead = defineContract({
  method: "POST",
  path: "/leads/{id}/viewers",
  permission: "lead:read",
  summary: "Say that the lead is on the screen; answers who else has it there",
  params: idParams,
  statuses: [200],
  response: z.array(ViewerJson),
});

export const analyzeLead = defineContract({
  method: "POST",
  path: "/leads/{id}/analyze",
  permission: "lead:analyze",
  summary: "Score a lead; never changes its stage",
  params: idParams,
  query: z.strictObject({ force: z.enum(["true", "false"]).optional() }),
  body: z.strictObject({}),
  optionalBody: true,
  statuses: [200],
  response: AnalysisJson,
  refusals: [409, 503],
  callsOutside: true,
});

export const giveFeedback = defineContract({
  method: "POST",
  path: "/leads/{id}/feedback",
  permission: "lead:analyze",
  summary: "Say whether a score is right",
  params: idParams,
  body: FeedbackInput,
  statuses: [200],
  response: AssessmentJson,
  refusals: [409],
  example: { body: { assessment_id: 12, verdict: "disagree", reason: "They have bought from us before" } },
});

export const listAssessments = defineContract({
  method: "GET",
  path: "/leads/{id}/assessments",
  permission: "lead:read",
  summary: "Every score of a lead, newest first",
  params: idParams,
  query: HistoryQuery,
  statuses: [200],
  response: z.array(AssessmentJson),
  paged: true,
});

export const listLeadEvents = defineContract({
  method: "GET",
  path: "/leads/{id}/events",
  permission: "lead:read",
  summary: "What happened to a lead, newest first",
  params: idParams,
  query: HistoryQuery,
  statuses: [200],
  response: z.array(EventJson),
  paged: true,
});
