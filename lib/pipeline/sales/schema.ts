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
    stage: SaleStage.describe("Stage to move the sale to."),
    lost_reason: text(MAX_REASON).describe("With `lost`: a code, a reason of the workspace, or any text."),
    lost_comment: optionalText(MAX_REASON).describe("With `lost`: a comment on the reason."),
    before_id: id.describe("Sale that the card is placed above."),
    after_id: id.describe("Sale that the card is placed below."),
    version: version.describe("Version that the move is based on. A stale one is refused with 412."),
  })
  .partial()
  .required({ stage: true });
export type MoveSaleInput = z.infer<typeof MoveSaleInput>;

export const UpdateSaleInput = z
  .strictObject({
    version: version.describe("Version that the change is based on. A stale one is refused with 412."),
    amount: amount.nullable().describe("Amount of the sale."),
    currency: currency.describe("Currency of the amount, as an ISO 4217 code."),
    owner_id: id.nullable().describe("Operator who owns the sale. Null leaves it without an owner."),
  })
  .partial();
export type UpdateSaleInput = z.infer<typeof UpdateSaleInput>;

const queryId = z.coerce.number().pipe(id);
const queryAmount = z.coerce.number().min(0).max(999_999_999_999);

export const SaleFilter = z.strictObject({
  stage: SaleStage.optional().describe("Sales in this stage."),
  owner_id: queryId.optional().describe("Sales of this operator."),
  lead_id: queryId.optional().describe("The sale of this lead."),
  source: text(63).optional().describe("Sales whose lead came from the source with this code."),
  is_open: z.enum(["true", "false"]).optional().describe("Whether the sale is neither paid nor lost."),
  currency: currency.optional().describe("Currency of the amounts compared. The workspace's by default."),
  min_amount: queryAmount.optional().describe("Sales of at least this amount."),
  max_amount: queryAmount.optional().describe("Sales of at most this amount."),
  days: ageInDays.optional().describe("Sales created within so many days."),
  created_from: moment.optional().describe("Sales created on this day, from this moment, or later."),
  created_to: moment.optional().describe("Sales created on this day, at this moment, or earlier."),
  paid_from: moment.optional().describe("Sales paid on this day, from this moment, or later."),
  paid_to: moment.optional().describe("Sales paid on this day, at this moment, or earlier."),
  q: text(200).optional().describe("Words of the lead."),
});
export type SaleFilter = z.infer<typeof SaleFilter>;

export const SALE_SORTS = ["created_at", "updated_at", "stage_changed_at", "amount"] as const;

export const SaleJson = z.object({
  id: id.describe("Id of the sale."),
  lead_id: id.describe("Lead that the sale comes from."),
  lead_name: z.string().nullable().describe("Name of the lead."),
  lead_business_domain: z.string().nullable().describe("Line of business of the lead."),
  lead_source: z.string().describe("Code of the source of the lead."),
  lead_next_step: z.string().nullable().describe("What to do next with the client."),
  lead_next_step_at: z.string().nullable().describe("When to do it."),
  stage: SaleStage.describe("Stage on the board."),
  rank: z.string().describe("Place in the column. Sorts as plain text, then by id."),
  amount: z.number().nullable().describe("Amount, null while it is unknown."),
  currency: z.string().describe("Currency of the amount, as an ISO 4217 code."),
  owner_id: id.nullable().describe("Operator who owns the sale."),
  owner_name: z.string().nullable().describe("Name of the owner."),
  stage_changed_at: z.string().describe("When the sale moved to its stage."),
  lost_reason: z
    .string()
    .nullable()
    .describe("Why the sale was lost: a code, a reason of the workspace, or `other`."),
  lost_comment: z.string().nullable().describe("Comment on the reason."),
  version: z.number().describe("Number of the latest change. Send it with your own change."),
  created_at: z.string().describe("When the sale was created."),
  updated_at: z.string().describe("When the sale was last changed."),
});
export type SaleJson = z.infer<typeof SaleJson>;

/** A stage of the sales board, and the reasons against entering it now. */
export const SaleTransition = z.object({
  stage: SaleStage.describe("Stage of the board."),
  allowed: z.boolean().describe("Whether the sale can move there now."),
  reasons: z.array(Reason).describe("Why it cannot."),
});
