import { z } from "zod";
import { MAX_DAILY_POINTS, MAX_PERIOD_DAYS } from "#lib/core/limits.ts";
import { Amounts } from "#lib/core/money.ts";
import { boundPeriods, day, daysIn, periodQuery } from "#lib/core/period.ts";
import { text } from "#lib/core/text.ts";
import { LEAD_STAGES } from "#lib/pipeline/leads/rules.ts";
import { LeadStage } from "#lib/pipeline/leads/schema.ts";
import { SALE_STAGES } from "#lib/pipeline/sales/rules.ts";
import { SaleStage } from "#lib/pipeline/sales/schema.ts";
import { type FIRST_STEPS, TREND_INTERVALS, type TrendInterval, type WorkDay } from "./rules.ts";

const count = z.number().int();
const share = z.number().nullable();

export const DashboardJson = z.object({
  leads: z
    .object({
      total: count.describe("All leads."),
      by_stage: z.record(LeadStage, count).describe("Leads by stage."),
      new_today: count.describe("Leads created today."),
      average_score: z.number().nullable().describe("Average score, from 0 to 1."),
    })
    .describe("Leads of the workspace."),
  sales: z
    .object({
      total: count.describe("All sales."),
      by_stage: z.record(SaleStage, count).describe("Sales by stage."),
      amount_open: z.number().describe("Sum of open sales in the workspace's currency."),
      amounts_open: Amounts.describe("Sums of open sales by currency."),
      amount_paid: z.number().describe("Sum of paid sales in the workspace's currency."),
      amounts_paid: Amounts.describe("Sums of paid sales by currency."),
    })
    .describe("Sales of the workspace."),
  conversion: z
    .object({
      lead_to_transferred: share.describe("Share of leads that were transferred."),
      transferred_to_paid: share.describe("Share of transferred leads whose sale was paid."),
      lead_to_paid: share.describe("Share of leads whose sale was paid."),
    })
    .describe("Shares from 0 to 1. Null while there is nothing to divide by."),
  appeals: z
    .object({
      waiting: count.describe("Appeals in queues."),
      active: count.describe("Appeals that operators have."),
      closed_today: count.describe("Appeals closed today."),
      oldest_waiting_at: z.string().nullable().describe("Since when the oldest appeal waits."),
      breaching: count.describe("Appeals whose time to accept ends within five minutes."),
    })
    .describe("Appeals of the workspace."),
  as_of: z.string().describe("When the figures were counted."),
});
export type DashboardJson = z.infer<typeof DashboardJson>;

export const LeadStageCount = z.object({
  stage: z.enum(LEAD_STAGES).describe("Stage of the board."),
  count: count.describe("Leads in the stage."),
});
export const SaleStageCount = z.object({
  stage: z.enum(SALE_STAGES).describe("Stage of the board."),
  count: count.describe("Sales in the stage."),
  amount: z.number().describe("Sum in the workspace's currency."),
  amounts: Amounts.describe("Sums by currency."),
});

export const PeriodQuery = z.strictObject({
  ...periodQuery,
  source: text(63).optional().describe("Leads of the source with this code."),
});
export type PeriodQuery = z.infer<typeof PeriodQuery>;

/** The chosen days, both included. */
export const ChosenDays = boundPeriods(z.object({ from: day, to: day })).refine(
  ({ from, to }) => from <= to,
  "must not end before it begins",
);

export const TrendQuery = PeriodQuery.extend({
  interval: z.enum(TREND_INTERVALS).default("day").describe("Length of an interval."),
}).superRefine(({ interval, ...period }, { addIssue }) => {
  const days = daysIn(period);
  // A period that is too long for any interval is refused by its own rule.
  if (interval !== "day" || days <= MAX_DAILY_POINTS || days > MAX_PERIOD_DAYS) return;
  addIssue({
    code: "custom",
    path: ["interval"],
    message: `must be week or month for more than ${MAX_DAILY_POINTS} days`,
    params: { code: "too_many_points" },
  });
});
export type TrendQuery = PeriodQuery & { interval?: TrendInterval };

/**
 * The figures of one day, week or month of the workspace's calendar, within the period. `before` are those of the
 * same number of days at the same place of the period before.
 */
export const TrendPoint = z.object({
  day: z.string().describe("First day of the interval."),
  last_day: z.string().describe("Last day of the interval."),
  from: z.string().describe("First moment of the interval within the period."),
  to: z.string().describe("Last moment of the interval within the period."),
  new: count.describe("Leads created."),
  transferred: count.describe("Leads transferred."),
  paid: count.describe("Sales paid."),
  amount_paid: z.number().describe("Sum paid in the workspace's currency."),
  amounts_paid: Amounts.describe("Sums paid by currency."),
  new_before: count.describe("Leads created at the same place of the period before."),
});
export type TrendPoint = z.infer<typeof TrendPoint>;

export const SourceReport = z.object({
  source_id: z.number().describe("Id of the source."),
  code: z.string().describe("Code of the source."),
  name: z.string().describe("Name of the source."),
  kind: z.string().describe("Kind of the source."),
  leads: count.describe("Leads created in the period."),
  transferred: count.describe("Those that were transferred."),
  transferred_share: share.describe("Their share, from 0 to 1."),
  transferred_share_before: share.describe("The share in the period before."),
  amount_paid: z.number().describe("Sum paid in the workspace's currency."),
  amounts_paid: Amounts.describe("Sums paid by currency."),
  first_reply_minutes: z.number().nullable().describe("Minutes until the first reply (median)."),
});
export type SourceReport = z.infer<typeof SourceReport>;

const compared = z.object({
  now: z.number().nullable().describe("Figure of the period."),
  before: z.number().nullable().describe("Figure of the period before."),
});

/** The figures of a period beside those of the period before. */
export const PeriodReport = z.object({
  new_leads: compared.describe("Leads created."),
  first_reply_minutes: compared.describe("Minutes until the first reply (median)."),
  transferred_share: compared.describe("Share of leads that were transferred, from 0 to 1."),
  amount_paid: compared.describe("Sum paid in the workspace's currency."),
  amounts_paid: z
    .object({
      now: Amounts.describe("Sums of the period."),
      before: Amounts.describe("Sums of the period before."),
    })
    .describe("Sums paid by currency."),
  lost_share: compared.describe("Share of leads that were lost, from 0 to 1."),
});
export type PeriodReport = z.infer<typeof PeriodReport>;

/**
 * One operator; times are medians of the period. The shares are of all appeals: the actual share of the operator, and
 * the one by their weights in the sources of these appeals.
 */
export const OperatorReport = z.object({
  operator_id: z.number().describe("Id of the operator."),
  operator_name: z.string().describe("Name of the operator."),
  current_load: count.describe("Open appeals."),
  max_load: count.describe("Limit of open appeals."),
  handled: count.describe("Appeals closed in the period."),
  actual_share: z.number().describe("Share of the appeals that the operator got, from 0 to 1."),
  target_share: z.number().describe("Share that the weights promise, from 0 to 1."),
  median_first_answer_seconds: z.number().nullable().describe("Seconds until the first answer (median)."),
  median_close_seconds: z.number().nullable().describe("Seconds until an appeal is closed (median)."),
});
export type OperatorReport = z.infer<typeof OperatorReport>;

/** The leads that need attention now, counted up to 1001. */
export const AttentionReport = z.object({
  quiet: count.describe("Open leads without any event for a week. Counted up to 1001, as the others."),
  overdue: count.describe("Leads with an overdue task."),
  stale: count.describe("Leads with a stale score."),
  ready: count.describe("Qualified leads that can be transferred."),
  oldest_overdue_name: z.string().nullable().describe("Name of the lead with the oldest overdue task."),
});
export type AttentionReport = z.infer<typeof AttentionReport>;

export type FirstSteps = Record<(typeof FIRST_STEPS)[number], boolean>;

/** Leads and sales by stage, and the amounts of the open sales. */
export type StagesNow = {
  leads: Pick<DashboardJson["leads"], "total" | "by_stage">;
  sales: DashboardJson["sales"];
};

/** A next step that is overdue, or due today. */
export type MyStep = {
  lead_id: number;
  name: string | null;
  step: string | null;
  at: string;
  due: "overdue" | "today";
};

/** The day of one operator. */
export type MyDay = {
  operator_id: number;
  load: number;
  limit: number;
  /** Unassigned appeals that this operator could get. */
  waiting: number;
  steps: { overdue: number; today: number; shown: MyStep[] };
  /** The last of them is today. */
  days: WorkDay[];
  stages: StagesNow;
  as_of: string;
};
