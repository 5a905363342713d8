import { z } from "zod";
import { pageQuery } from "#lib/core/paging.ts";
import { sortParameter } from "#lib/core/sorting.ts";
import {
  CreateLeadInput,
  LEAD_SORTS,
  LeadJson,
  leadFilters,
  MoveLeadInput,
  Transition,
} from "#lib/leads/schema.ts";
import { defineContract } from "./define.ts";
import { idParams } from "./params.ts";

const exampleLead = { source: "partner", name: "Галичина Меблі", business_domain: "halychyna-mebli.example" };

export const createLead = defineContract({
  method: "POST",
  path: "/leads",
  permission: "lead:create",
  summary: "Create a lead",
  description: "A taken external_id is a 409 that carries the id of that lead.",
  body: CreateLeadInput,
  statuses: [201],
  response: LeadJson,
  refusals: [409],
  example: { body: exampleLead },
});

export const listLeads = defineContract({
  method: "GET",
  path: "/leads",
  permission: "lead:read",
  summary: "List leads",
  query: z.strictObject({ ...leadFilters, ...pageQuery, sort: sortParameter(LEAD_SORTS) }),
  statuses: [200],
  response: z.array(LeadJson),
  paged: true,
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
    "One step forward at a time; `lost` needs `lost_reason`. To `transferred` is the transfer to sales, with its gates and its role.",
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
