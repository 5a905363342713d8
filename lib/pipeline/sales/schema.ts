import { z } from "zod";
import { MAX_REASON } from "#lib/core/limits.ts";
import { amount, currency } from "#lib/core/money.ts";
import { ageInDays, moment } from "#lib/core/period.ts";
import { Reason } from "#lib/core/reason.ts";
import { id, optionalText, text } from "#lib/core/text.ts";
import { SALE_STAGES } from "./rules.ts";

export const SaleStage = z.enum(SALE_STAGES);

const version = z.number().int().min(1).max(2_147_483_647);

export const MoveSaleInput = z
  .strictObject({
    stage: SaleStage,
    lost_reason: text(MAX_REASON),
    lost_comment: optionalText(MAX_REASON),
    before_id: id,
    after_id: id,
    version,
  })
  .partial()
  .required({ stage: true });
export type MoveSaleInput = z.infer<typeof MoveSaleInput>;

export const UpdateSaleInput = z
  .strictObject({ version, amount: amount.nullable(), currency, owner_id: id.nullable() })
  .partial();
export type UpdateSaleInput = z.infer<typeof UpdateSaleInput>;

const queryId = z.coerce.number().pipe(id);
const queryAmount = z.coerce.number().min(0).max(999_999_999_999);

export const SaleFilter = z.strictObject({
  stage: SaleStage.optional(),
  owner_id: queryId.optional(),
  lead_id: queryId.optional(),
  /** The source of its lead. */
  source: text(63).optional(),
  /** Whether it is neither paid nor lost. */
  is_open: z.enum(["true", "false"]).optional(),
  /** Defaults to the workspace's when the filter has an amount, because amounts are compared within one currency. */
  currency: currency.optional(),
  min_amount: queryAmount.optional(),
  max_amount: queryAmount.optional(),
  /** Created within this many days. Unlike `created_from`, a saved view with it stays current. */
  days: ageInDays.optional(),
  created_from: moment.optional(),
  created_to: moment.optional(),
  /** Paid since then. */
  paid_from: moment.optional(),
  /** Paid until then. */
  paid_to: moment.optional(),
  /** Words of its lead. */
  q: text(200).optional(),
});
export type SaleFilter = z.infer<typeof SaleFilter>;

export const SALE_SORTS = ["created_at", "updated_at", "stage_changed_at", "amount"] as const;

export const SaleJson = z.object({
  id,
  lead_id: id,
  lead_name: z.string().nullable(),
  lead_business_domain: z.string().nullable(),
  /** Code of the source that its lead came from. */
  lead_source: z.string(),
  lead_next_step: z.string().nullable(),
  lead_next_step_at: z.string().nullable(),
  stage: SaleStage,
  /** Its place in the column: sorts bytewise, ties by id. */
  rank: z.string(),
  amount: z.number().nullable(),
  currency: z.string(),
  owner_id: id.nullable(),
  owner_name: z.string().nullable(),
  stage_changed_at: z.string(),
  /** A code such as `no_budget`, a reason of the workspace in its words, or `other`. */
  lost_reason: z.string().nullable(),
  lost_comment: z.string().nullable(),
  version: z.number(),
  created_at: z.string(),
  updated_at: z.string(),
});
export type SaleJson = z.infer<typeof SaleJson>;

/** A stage of the sales board, and the reasons against entering it now. */
export const SaleTransition = z.object({ stage: SaleStage, allowed: z.boolean(), reasons: z.array(Reason) });
