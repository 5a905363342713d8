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

const LAST_30_DAYS = "Without `from` and `to`, the period is the last 30 days.";

const OWN_CURRENCY =
  "An amount is the sum in the workspace's currency; the amounts beside it are the sums of each currency.";

export const dashboard = defineContract({
  method: "GET",
  path: "/dashboard",
  permission: "dashboard:read",
  summary: "Get the dashboard",
  description: `Returns the state of leads, sales and appeals now. ${OWN_CURRENCY} Today is a day of the workspace's calendar.`,
  statuses: [200],
  response: DashboardJson,
});

export const leadsByStage = defineContract({
  method: "GET",
  path: "/dashboard/leads-by-stage",
  permission: "dashboard:read",
  summary: "Count leads by stage",
  description: "Returns every stage, in order.",
  statuses: [200],
  response: z.array(LeadStageCount),
});

export const salesByStage = defineContract({
  method: "GET",
  path: "/dashboard/sales-by-stage",
  permission: "dashboard:read",
  summary: "Count sales by stage",
  description: `Returns every stage, in order. ${OWN_CURRENCY}`,
  statuses: [200],
  response: z.array(SaleStageCount),
});

export const conversionFunnel = defineContract({
  method: "GET",
  path: "/dashboard/conversion-funnel",
  permission: "dashboard:read",
  summary: "Get the conversion funnel",
  description:
    "`cohort` counts how far the leads created in the period came. `snapshot` counts where all leads and sales that are not lost are now. A day in `from` or `to` is a day of the workspace's calendar, and both are included. Without them, the period is the last 30 days.",
  query: FunnelQuery,
  statuses: [200],
  response: z.array(FunnelStepJson),
});

export const trend = defineContract({
  method: "GET",
  path: "/dashboard/trend",
  permission: "dashboard:read",
  summary: "Get the trend",
  description: `Returns each day, week or month of a period. Days are for periods of at most 731 days. A week begins on Monday. ${LAST_30_DAYS} ${OWN_CURRENCY}`,
  query: TrendQuery,
  statuses: [200],
  response: z.array(TrendPoint),
});

export const sourceReports = defineContract({
  method: "GET",
  path: "/dashboard/sources",
  permission: "dashboard:read",
  summary: "Report by source",
  description: `Returns each source with what became of its leads. ${LAST_30_DAYS} ${OWN_CURRENCY}`,
  query: PeriodQuery,
  statuses: [200],
  response: z.array(SourceReport),
});

export const periodReport = defineContract({
  method: "GET",
  path: "/dashboard/period",
  permission: "dashboard:read",
  summary: "Compare a period with the one before",
  description: `Returns the figures of a period beside those of the period before. ${LAST_30_DAYS} ${OWN_CURRENCY}`,
  query: PeriodQuery,
  statuses: [200],
  response: PeriodReport,
});

export const attention = defineContract({
  method: "GET",
  path: "/dashboard/attention",
  permission: "dashboard:read",
  summary: "Count leads that need attention",
  description: "Returns how many leads need attention, by reason.",
  statuses: [200],
  response: AttentionReport,
});

export const operatorReports = defineContract({
  method: "GET",
  path: "/dashboard/operators",
  permission: "dashboard:read",
  summary: "Report by operator",
  description: `Returns load, appeals handled, first answer and close time of each operator. ${LAST_30_DAYS}`,
  query: PeriodQuery,
  statuses: [200],
  response: z.array(OperatorReport),
});
