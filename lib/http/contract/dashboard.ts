import { z } from "zod";
import {
  AttentionReport,
  DashboardJson,
  LeadStageCount,
  OperatorReport,
  PeriodQuery,
  PeriodReport,
  SaleStageCount,
  SourceReport,
  TrendPoint,
  TrendQuery,
} from "#lib/insight/dashboard/schema.ts";
import { FunnelQuery, FunnelStepJson } from "#lib/pipeline/funnel/schema.ts";
import { defineContract } from "./define.ts";

const OWN_CURRENCY =
  "An amount is the sum in the workspace's currency; the amounts beside it are the sums of each currency.";

export const dashboard = defineContract({
  method: "GET",
  path: "/dashboard",
  permission: "dashboard:read",
  summary: "The state of the workspace",
  description: `${OWN_CURRENCY} Today is a day of the workspace's calendar.`,
  statuses: [200],
  response: DashboardJson,
});

export const leadsByStage = defineContract({
  method: "GET",
  path: "/dashboard/leads-by-stage",
  permission: "dashboard:read",
  summary: "Leads by stage, every stage present",
  statuses: [200],
  response: z.array(LeadStageCount),
});

export const salesByStage = defineContract({
  method: "GET",
  path: "/dashboard/sales-by-stage",
  permission: "dashboard:read",
  summary: "Sales by stage, every stage present",
  description: OWN_CURRENCY,
  statuses: [200],
  response: z.array(SaleStageCount),
});

export const conversionFunnel = defineContract({
  method: "GET",
  path: "/dashboard/conversion-funnel",
  permission: "dashboard:read",
  summary: "The conversion funnel",
  description:
    "cohort: what became of the leads created in the period. snapshot: where all that are not lost stand now. A day in from or to is a day of the workspace; both are included.",
  query: FunnelQuery,
  statuses: [200],
  response: z.array(FunnelStepJson),
});

export const trend = defineContract({
  method: "GET",
  path: "/dashboard/trend",
  permission: "dashboard:read",
  summary: "Each day, week or month of a period",
  description: `interval: day unless said, for at most 731 days. A week begins on Monday. ${OWN_CURRENCY}`,
  query: TrendQuery,
  statuses: [200],
  response: z.array(TrendPoint),
});

export const sourceReports = defineContract({
  method: "GET",
  path: "/dashboard/sources",
  permission: "dashboard:read",
  summary: "Each source with what its leads came to",
  description: OWN_CURRENCY,
  query: PeriodQuery,
  statuses: [200],
  response: z.array(SourceReport),
});

export const periodReport = defineContract({
  method: "GET",
  path: "/dashboard/period",
  permission: "dashboard:read",
  summary: "The figures of a period beside those of the one before",
  description: OWN_CURRENCY,
  query: PeriodQuery,
  statuses: [200],
  response: PeriodReport,
});

export const attention = defineContract({
  method: "GET",
  path: "/dashboard/attention",
  permission: "dashboard:read",
  summary: "How many leads ask for attention, by why",
  statuses: [200],
  response: AttentionReport,
});

export const operatorReports = defineContract({
  method: "GET",
  path: "/dashboard/operators",
  permission: "dashboard:read",
  summary: "Everybody who answers: load, handled, first answer, close time",
  query: PeriodQuery,
  statuses: [200],
  response: z.array(OperatorReport),
});
