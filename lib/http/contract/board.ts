import { z } from "zod";
import { SearchJson, SearchQuery } from "#lib/insight/search/schema.ts";
import {
  LeadBoardQuery,
  LeadCards,
  LeadCardsQuery,
  LeadColumn,
  SaleBoardQuery,
  SaleCards,
  SaleCardsQuery,
  SaleColumn,
} from "#lib/pipeline/board/schema.ts";
import { LeadStage } from "#lib/pipeline/leads/schema.ts";
import { SaleStage } from "#lib/pipeline/sales/schema.ts";
import { defineContract } from "./define.ts";

export const leadBoard = defineContract({
  method: "GET",
  path: "/board/leads",
  permission: "lead:read",
  summary: "Get the leads board",
  description: "Returns every column with its first 50 cards. With `ids`, it returns only those cards.",
  query: LeadBoardQuery,
  statuses: [200],
  response: z.array(LeadColumn),
});

export const leadCards = defineContract({
  method: "GET",
  path: "/board/leads/{stage}",
  permission: "lead:read",
  summary: "List more cards of a column of the leads board",
  description: "Returns the next cards after `cursor`.",
  params: z.object({ stage: LeadStage.describe("Stage of the column.") }),
  query: LeadCardsQuery,
  statuses: [200],
  response: LeadCards,
});

export const saleBoard = defineContract({
  method: "GET",
  path: "/board/sales",
  permission: "sale:read",
  summary: "Get the sales board",
  description:
    "Returns every column with its first 50 cards. With `ids`, it returns only those cards. `amount` is the sum in the workspace's currency; `amounts` has the sums of each currency.",
  query: SaleBoardQuery,
  statuses: [200],
  response: z.array(SaleColumn),
});

export const saleCards = defineContract({
  method: "GET",
  path: "/board/sales/{stage}",
  permission: "sale:read",
  summary: "List more cards of a column of the sales board",
  description: "Returns the next cards after `cursor`.",
  params: z.object({ stage: SaleStage.describe("Stage of the column.") }),
  query: SaleCardsQuery,
  statuses: [200],
  response: SaleCards,
});

export const search = defineContract({
  method: "GET",
  path: "/search",
  permission: "lead:read",
  summary: "Search",
  description: "Returns a few leads, sales and appeals that match the words.",
  query: SearchQuery,
  statuses: [200],
  response: SearchJson,
});
