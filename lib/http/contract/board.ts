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
  summary: "All columns of the leads board, each with its first 50 cards",
  description: "With `ids`, only those of these cards that are on the board now.",
  query: LeadBoardQuery,
  statuses: [200],
  response: z.array(LeadColumn),
});

export const leadCards = defineContract({
  method: "GET",
  path: "/board/leads/{stage}",
  permission: "lead:read",
  summary: "The next cards of a column of the leads board",
  params: z.object({ stage: LeadStage }),
  query: LeadCardsQuery,
  statuses: [200],
  response: LeadCards,
});

export const saleBoard = defineContract({
  method: "GET",
  path: "/board/sales",
  permission: "sale:read",
  summary: "All columns of the sales board, each with its first 50 cards",
  description:
    "With `ids`, only those of these cards that are on the board now. `amount` is the sum in the workspace's currency, `amounts` are the sums of each currency.",
  query: SaleBoardQuery,
  statuses: [200],
  response: z.array(SaleColumn),
});

export const saleCards = defineContract({
  method: "GET",
  path: "/board/sales/{stage}",
  permission: "sale:read",
  summary: "The next cards of a column of the sales board",
  params: z.object({ stage: SaleStage }),
  query: SaleCardsQuery,
  statuses: [200],
  response: SaleCards,
});

export const search = defineContract({
  method: "GET",
  path: "/search",
  permission: "lead:read",
  summary: "A few leads and sales that match some words",
  query: SearchQuery,
  statuses: [200],
  response: SearchJson,
});
