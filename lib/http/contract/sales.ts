import { z } from "zod";
import { HistoryQuery } from "#lib/core/listing.ts";
import { pageQuery } from "#lib/core/paging.ts";
import { sortParameter } from "#lib/core/sorting.ts";
import { EventJson } from "#lib/insight/events/schema.ts";
import {
  MoveSaleInput,
  SALE_SORTS,
  SaleFilter,
  SaleJson,
  SaleTransition,
  UpdateSaleInput,
} from "#lib/pipeline/sales/schema.ts";
import { defineContract } from "./define.ts";
import { idParams } from "./params.ts";

export const listSales = defineContract({
  method: "GET",
  path: "/sales",
  permission: "sale:read",
  summary: "List sales",
  description:
    "`min_amount`, `max_amount` and the sort by amount act within one currency: `currency`, or the workspace's. A day in a filter is one of the workspace's calendar; both ends are included.",
  query: SaleFilter.extend({ ...pageQuery, sort: sortParameter(SALE_SORTS) }),
  statuses: [200],
  response: z.array(SaleJson),
  paged: true,
});

export const getSale = defineContract({
  method: "GET",
  path: "/sales/{id}",
  permission: "sale:read",
  summary: "Read a sale",
  params: idParams,
  statuses: [200],
  response: SaleJson,
});

export const updateSale = defineContract({
  method: "PATCH",
  path: "/sales/{id}",
  permission: "sale:update",
  summary: "Change amount, currency or owner",
  description: "With `version` in the body or If-Match; a stale one is a 412 with the current sale.",
  params: idParams,
  body: UpdateSaleInput,
  statuses: [200],
  response: SaleJson,
  refusals: [412],
  example: { body: { amount: 72000, version: 2 } },
});

export const moveSale = defineContract({
  method: "PATCH",
  path: "/sales/{id}/stage",
  permission: "sale:move",
  summary: "Move a sale to a stage, or to another place within its stage",
  description:
    "One step forward at a time; `lost` needs `lost_reason`. `lost_reason` is a code (`no_response`, `no_budget`, `other_supplier`, `too_small`, `wrong_contact`, `other`) or one of the workspace's `lost_reasons`; any other text becomes `other` with the text in `lost_comment`. `paid` and `lost` are final. A `before_id` or `after_id` that the caller can't see is unknown: 422.",
  params: idParams,
  body: MoveSaleInput,
  statuses: [200],
  response: SaleJson,
  refusals: [400, 412],
  example: { body: { stage: "kyc" } },
});

export const saleTransitions = defineContract({
  method: "GET",
  path: "/sales/{id}/transitions",
  permission: "sale:read",
  summary: "Which stages are open to a sale, and why the others are not",
  params: idParams,
  statuses: [200],
  response: z.array(SaleTransition),
});

export const undoSaleMove = defineContract({
  method: "POST",
  path: "/sales/{id}/undo",
  permission: "sale:move",
  summary: "Take back your own last move, within ten seconds",
  params: idParams,
  body: z.strictObject({}),
  optionalBody: true,
  statuses: [200],
  response: SaleJson,
  refusals: [400, 409],
});

export const listSaleEvents = defineContract({
  method: "GET",
  path: "/sales/{id}/events",
  permission: "sale:read",
  summary: "What happened to a sale, newest first",
  params: idParams,
  query: HistoryQuery,
  statuses: [200],
  response: z.array(EventJson),
  paged: true,
});
