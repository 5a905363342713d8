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
  leads: z.object({
    total: count,
    by_stage: z.record(LeadStage, count),
    new_today: count,
    average_score: z.number().nullable(),
  }),
  sales: z.object({
    total: count,
    by_stage: z.record(SaleStage, count),
    /** In the workspace's currency; beside it the sums of each currency. */
    amount_open: z.number(),
    amounts_open: Amounts,
    amount_paid: z.number(),
    amounts_paid: Amounts,
  }),
  /** Shares from 0 to 1; null when the whole is empty. */
  conversion: z.object({ lead_to_transferred: share, transferred_to_paid: share, lead_to_paid: share }),
  appeals: z.object({
    waiting: count,
    active: count,
    closed_today: count,
    oldest_waiting_at: z.string().nullable(),
    /** Offered, with a deadline within five minutes. */
    breaching: count,
  }),
  as_of: z.string(),
});
export type DashboardJson = z.infer<typeof DashboardJson>;

export const LeadStageCount = z.object({ stage: z.enum(LEAD_STAGES), count });
export const SaleStageCount = z.object({
  stage: z.enum(SALE_STAGES),
  count,
  amount: z.number(),
  amounts: Amounts,
});

export const PeriodQuery = z.strictObject({ ...periodQuery, source: text(63).optional() });
export type PeriodQuery = z.infer<typeof PeriodQuery>;

/** The chosen days, both included. */
export const ChosenDays = boundPeriods(z.object({ from: day, to: day })).refine(
  ({ from, to }) => from <= to,
  "must not end before it begins",
);

export const TrendQuery = PeriodQuery.extend({
  interval: z.enum(TREND_INTERVALS).default("day"),
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
  /** Its first and its last day; the same for an interval of days. */
  day: z.string(),
  last_day: z.string(),
  /** Its first and last moment within the period, for the list behind the figure. */
  from: z.string(),
  to: z.string(),
  new: count,
  transferred: count,
  paid: count,
  /** In the workspace's currency; beside it the sums of each currency. */
  amount_paid: z.number(),
  amounts_paid: Amounts,
  new_before: count,
});
export type TrendPoint = z.infer<typeof TrendPoint>;

export const SourceReport = z.object({
  source_id: z.number(),
  code: z.string(),
  name: z.string(),
  kind: z.string(),
  leads: count,
  transferred: count,
  transferred_share: share,
  transferred_share_before: share,
  /** In the workspace's currency; beside it the sums of each currency. */
  amount_paid: z.number(),
  amounts_paid: Amounts,
  first_reply_minutes: z.number().nullable(),
});
export type SourceReport = z.infer<typeof SourceReport>;

const compared = z.object({ now: z.number().nullable(), before: z.number().nullable() });

/** The figures of a period beside those of the period before. */
export const PeriodReport = z.object({
  new_leads: compared,
  first_reply_minutes: compared,
  transferred_share: compared,
  /** In the workspace's currency; beside it the sums of each currency. */
  amount_paid: compared,
  amounts_paid: z.object({ now: Amounts, before: Amounts }),
  lost_share: compared,
});
export type PeriodReport = z.infer<typeof PeriodReport>;

/**
 * One operator; times are medians of the period. The shares are of all appeals: the actual share of the operator, and
 * the one by their weights in the sources of these appeals.
 */
export const OperatorReport = z.object({
  operator_id: z.number(),
  operator_name: z.string(),
  current_load: count,
  max_load: count,
  handled: count,
  actual_share: z.number(),
  target_share: z.number(),
  median_first_answer_seconds: z.number().nullable(),
  median_close_seconds: z.number().nullable(),
});
export type OperatorReport = z.infer<typeof OperatorReport>;

/** The leads that need attention now, counted up to 1001. */
export const AttentionReport = z.object({
  quiet: count,
  overdue: count,
  stale: count,
  ready: count,
  oldest_overdue_name: z.string().nullable(),
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
