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
    "Newest first by default. `min_amount`, `max_amount` and the order by amount apply within one currency: `currency`, or that of the workspace. A day in a filter is a day of the workspace's calendar, and both ends are included.",
  query: SaleFilter.extend({
    ...pageQuery,
    sort: sortParameter(SALE_SORTS).describe("Order; `-` is descending. Newest first by default."),
  }),
  statuses: [200],
  response: z.array(SaleJson),
  paged: true,
});

export const getSale = defineContract({
  method: "GET",
  path: "/sales/{id}",
  permission: "sale:read",
  summary: "Get a sale",
  description: "Returns a sale that you can see.",
  params: idParams,
  statuses: [200],
  response: SaleJson,
});

export const updateSale = defineContract({
  method: "PATCH",
  path: "/sales/{id}",
  permission: "sale:update",
  summary: "Update a sale",
  description:
    "Changes amount, currency or owner. Send `version` in the body or in If-Match; a stale one is a 412 with the current sale.",
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
  summary: "Move a sale",
  description:
    "Moves a sale one step forward, marks it as lost, or moves its card within the column. `lost` needs `lost_reason`: a code (`no_response`, `no_budget`, `other_supplier`, `too_small`, `wrong_contact`, `other`) or one of the workspace's `lost_reasons`. Any other text becomes `other`, with the text in `lost_comment`. `paid` and `lost` are final. A `before_id` or `after_id` that you cannot see is a 422.",
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
  summary: "List the transitions of a sale",
  description: "Returns every stage, whether the sale can move there now, and the reasons why not.",
  params: idParams,
  statuses: [200],
  response: z.array(SaleTransition),
});

export const undoSaleMove = defineContract({
  method: "POST",
  path: "/sales/{id}/undo",
  permission: "sale:move",
  summary: "Undo a move of a sale",
  description: "Takes back your own last move, within ten seconds.",
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
  summary: "List the events of a sale",
  description: "Returns what happened to a sale, newest first.",
  params: idParams,
  query: HistoryQuery,
  statuses: [200],
  response: z.array(EventJson),
  paged: true,
});
