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

export const createLead = defineContract({
  method: "POST",
  path: "/leads",
  permission: "lead:create",
  summary: "Create a lead",
  description:
    "A taken `external_id` is a 409 with the `lead_id` of that lead, if you can see it. Phone numbers and e-mail addresses are never refused. `phone` becomes E.164; a number without a country code is read as one of the workspace's `phone_country`. `phone_written` keeps what you sent. What cannot be read is kept as it is, and marked with `phone_is_raw` or `email_is_raw`. An empty text is null. `possible_duplicates` lists other leads with the same phone or e-mail, up to five for each, of those that you can see. A lead that has both is `matched_by` phone.",
  body: CreateLeadInput,
  statuses: [201],
  response: CreatedLeadJson,
  refusals: [409],
  example: { body: { source: "partner", name: "Галичина Меблі", business_domain: "retail" } },
});

export const listLeads = defineContract({
  method: "GET",
  path: "/leads",
  permission: "lead:read",
  summary: "List leads",
  description:
    "Newest first by default. With `q` alone, the list has every match. With `q` and other filters, another order or `count`, it has matches among the newest 1,000 only. A day in a filter is a day of the workspace's calendar, and both ends are included.",
  query: z.strictObject({
    ...leadFilters,
    ...pageQuery,
    sort: sortParameter(LEAD_SORTS).describe("Order; `-` is descending. Newest first by default."),
  }),
  statuses: [200],
  response: z.array(LeadJson),
  paged: true,
});

export const listBusinessDomains = defineContract({
  method: "GET",
  path: "/leads/business-domains",
  permission: "lead:read",
  summary: "List lines of business",
  description:
    "Returns the workspace's own list in its order, then the values that are most frequent among the newest leads that you can see. The list is not paged.",
  statuses: [200],
  response: z.array(z.string()),
});

export const getLead = defineContract({
  method: "GET",
  path: "/leads/{id}",
  permission: "lead:read",
  summary: "Get a lead",
  description: "Returns a lead that you can see.",
  params: idParams,
  statuses: [200],
  response: LeadJson,
});

export const moveLead = defineContract({
  method: "PATCH",
  path: "/leads/{id}/stage",
  permission: "lead:move",
  summary: "Move a lead",
  description:
    "Moves a lead one step forward, marks it as lost, or moves its card within the column. `lost` needs `lost_reason`: a code (`no_response`, `no_budget`, `other_supplier`, `too_small`, `wrong_contact`, `other`) or one of the workspace's `lost_reasons`. Any other text becomes `other`, with the text in `lost_comment`. A move to `transferred` is a transfer to sales and needs its gates and its role. A `before_id` or `after_id` that you cannot see is a 422.",
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
  summary: "List the transitions of a lead",
  description: "Returns every stage, whether the lead can move there now, and the reasons why not.",
  params: idParams,
  statuses: [200],
  response: z.array(Transition),
});

export const updateLead = defineContract({
  method: "PATCH",
  path: "/leads/{id}",
  permission: "lead:update",
  summary: "Update a lead",
  description:
    "Changes contact fields, business domain or next step. Send `version` in the body or in If-Match; a stale one is a 412 with the current lead. Phone numbers and e-mail addresses are read as in `POST /leads`. To change the owner, use `POST /leads/{id}/assign`.",
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
  summary: "Undo a move of a lead",
  description: "Takes back your own last move, within ten seconds.",
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
  summary: "Transfer a lead to sales",
  description:
    "Creates the sale of a qualified lead. A lead that fails gates is a 400, with all of them in `errors`. Send the amount in the query or in the body.",
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
  summary: "Renew a lead",
  description:
    "Creates a successor for the client of a lost or transferred lead. The successor starts in `new` and takes over external id, contact, owner and open appeals; its messages include those of the old lead. The old lead keeps its stage and history, with `former_external_id` and `successor_id`. A lead that is not final is a 400. A lead that has a successor is a 409 with `successor_id`.",
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
  summary: "Assign a lead",
  description: "Gives a lead to an operator, or returns it to the queue.",
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
  summary: "Report that you view a lead",
  description:
    "Returns the other people who have the lead on the screen. Call it again while the lead stays open.",
  params: idParams,
  statuses: [200],
  response: z.array(ViewerJson),
});

export const analyzeLead = defineContract({
  method: "POST",
  path: "/leads/{id}/analyze",
  permission: "lead:analyze",
  summary: "Score a lead",
  description:
    "Returns a score with its reason and factors, and never changes the stage. A score of the same facts is returned again for some time, unless `force` is true.",
  params: idParams,
  query: z.strictObject({
    force: z.enum(["true", "false"]).optional().describe("Whether to score again although a score is kept."),
  }),
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
  summary: "Rate a score",
  description: "Records whether you agree with a score.",
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
  summary: "List the scores of a lead",
  description: "Returns every score that the lead was given, newest first.",
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
  summary: "List the events of a lead",
  description: "Returns what happened to a lead, newest first.",
  params: idParams,
  query: HistoryQuery,
  statuses: [200],
  response: z.array(EventJson),
  paged: true,
});
