import { z } from "zod";
import { MAX_REASON } from "#lib/core/limits.ts";
import { amount, currency } from "#lib/core/money.ts";
import { ageInDays, instant, moment } from "#lib/core/period.ts";
import { Reason } from "#lib/core/reason.ts";
import { id, optionalText, text } from "#lib/core/text.ts";
import {
  byField,
  type ClientField,
  clientFields,
  fieldSpec,
  LEAD_FIELD_DESCRIPTIONS,
  type LeadField,
  leadFields,
} from "./fields.ts";
import { LEAD_STAGES } from "./rules.ts";

export const LeadStage = z.enum(LEAD_STAGES);

export const RECOMMENDATIONS = ["transfer_to_sales", "continue_nurturing", "lost"] as const;
export const Recommendation = z.enum(RECOMMENDATIONS);
export type Recommendation = z.infer<typeof Recommendation>;

/** The description of what clients of the API send, where it differs from that of what they get. */
const INPUT_DESCRIPTIONS: Partial<Record<LeadField, string>> = {
  phone: "Phone number in any form. It is stored in E.164 where it can be read.",
  email: "E-mail address. It is never refused.",
  business_domain: "Line of business, such as `fintech` or `retail`. Any text.",
};

/**
 * What may be written into a field. Phone and e-mail are any text here: `readPhone` and `readEmail` parse them and
 * refuse nothing. The business domain is any text too: the workspace's list only suggests values.
 */
function fieldInput(field: LeadField): z.ZodType<string | null, string | null> {
  const { schema, limit = MAX_REASON } = fieldSpec(field);
  const value = {
    instant: instant.nullable(),
    text: text(limit).nullable(),
    optionalText: optionalText(limit),
  }[schema];
  return value.describe(INPUT_DESCRIPTIONS[field] ?? LEAD_FIELD_DESCRIPTIONS[field]);
}

const clientInputs: Record<ClientField, ReturnType<typeof fieldInput>> = byField(clientFields(), fieldInput);

export const CreateLeadInput = z
  .strictObject({
    source: text(63).describe("Code of the source."),
    external_id: text(200).nullable().describe("Id of the lead in your system, unique in the workspace."),
    owner_id: id.nullable().describe("Operator who owns the lead. Null leaves it in the queue."),
    ...clientInputs,
  })
  .partial()
  .required({ source: true });
export type CreateLeadInput = z.infer<typeof CreateLeadInput>;

export const FindDuplicatesInput = z
  .strictObject({ phone: clientInputs.phone, email: clientInputs.email })
  .partial();
export type FindDuplicatesInput = z.infer<typeof FindDuplicatesInput>;

const version = z.number().int().min(1).max(2_147_483_647);

export const UpdateLeadInput = z
  .strictObject({
    version: version.describe("Version that the change is based on. A stale one is refused with 412."),
    ...byField(leadFields(), fieldInput),
  })
  .partial();
export type UpdateLeadInput = z.infer<typeof UpdateLeadInput>;

export const MoveLeadInput = z
  .strictObject({
    stage: LeadStage.describe("Stage to move the lead to."),
    lost_reason: text(MAX_REASON).describe("With `lost`: a code, a reason of the workspace, or any text."),
    lost_comment: optionalText(MAX_REASON).describe("With `lost`: a comment on the reason."),
    before_id: id.describe("Lead that the card is placed above."),
    after_id: id.describe("Lead that the card is placed below."),
    version: version.describe("Version that the move is based on. A stale one is refused with 412."),
  })
  .partial()
  .required({ stage: true });
export type MoveLeadInput = z.infer<typeof MoveLeadInput>;

export const TransferLeadInput = z
  .strictObject({
    amount: amount.nullable().describe("Amount of the sale."),
    currency: currency.describe("Currency of the amount. The workspace's by default."),
    version: version.describe("Version that the transfer is based on. A stale one is refused with 412."),
  })
  .partial();
export type TransferLeadInput = z.infer<typeof TransferLeadInput>;

/** The amount in the address, for callers that send no body. */
export const TransferLeadQuery = z.strictObject({
  amount: z.coerce.number().pipe(amount).optional().describe("Amount of the sale, for calls without a body."),
});

export const AssignLeadInput = z.strictObject({
  operator_id: id.nullable().describe("New owner. Null returns the lead to the queue."),
});
export type AssignLeadInput = z.infer<typeof AssignLeadInput>;

/** A stage of the leads board, and the reasons against entering it now. */
export const Transition = z.object({
  stage: LeadStage.describe("Stage of the board."),
  allowed: z.boolean().describe("Whether the lead can move there now."),
  reasons: z.array(Reason).describe("Why it cannot."),
});

const score = z.coerce.number().min(0).max(1);
const queryId = z.coerce.number().pipe(id);

/**
 * Why a lead needs attention: an open lead without activity for a week (`quiet`), a next step that is overdue
 * (`overdue`) or due today (`today`), a stale score (`stale`), a qualified lead that can be transferred (`ready`), an
 * unread message (`unread`).
 */
export const ATTENTION = ["quiet", "overdue", "today", "stale", "ready", "unread"] as const;
export type Attention = (typeof ATTENTION)[number];

/** The steps of the funnel after the first: those of the lead, then those of its sale. */
export const REACHED = ["contacted", "qualified", "transferred", "kyc", "agreement", "paid"] as const;
export type Reached = (typeof REACHED)[number];

/** What lists, boards and exports of leads filter by. */
export const leadFilters = {
  stage: LeadStage.optional().describe("Leads in this stage."),
  source: text(63).optional().describe("Leads of the source with this code."),
  owner_id: queryId.optional().describe("Leads of this operator."),
  department_id: queryId.optional().describe("Leads whose source belongs to this department."),
  min_score: score.optional().describe("Leads with at least this score."),
  max_score: score.optional().describe("Leads with at most this score."),
  has_business_domain: z.enum(["true", "false"]).optional().describe("Whether the business domain is known."),
  days: ageInDays.optional().describe("Leads created within so many days."),
  created_from: moment.optional().describe("Leads created on this day, from this moment, or later."),
  created_to: moment.optional().describe("Leads created on this day, at this moment, or earlier."),
  external_id: text(200).optional().describe("The lead with this external id."),
  attention: z.enum(ATTENTION).optional().describe("Leads that need attention for this reason."),
  reached: z
    .enum(REACHED)
    .optional()
    .describe("Leads that reached this step of the funnel, wherever they are now."),
  not_reached: z.enum(REACHED).optional().describe("Leads that never reached this step of the funnel."),
  is_lost: z.enum(["true", "false"]).optional().describe("Whether the lead, or its sale, is lost."),
  lost_reason: text(500)
    .optional()
    .describe("Lost for this reason: a code, a reason of the workspace, or words of a comment."),
  moved_from: moment
    .optional()
    .describe("Leads that moved to their stage at this moment or later, and not those that never moved."),
  q: text(200).optional().describe("Words of name, phone, e-mail, external id or business domain."),
};
export const LeadFilter = z.strictObject(leadFilters);
export type LeadFilter = z.infer<typeof LeadFilter>;

export const LEAD_SORTS = [
  "created_at",
  "updated_at",
  "stage_changed_at",
  "ai_score",
  "name",
  "message_count",
] as const;

/** The answer of every operation on a lead. */
export const LeadJson = z.object({
  id: id.describe("Id of the lead."),
  external_id: z.string().nullable().describe("Id of the lead in your system."),
  ...byField(leadFields(), (field) => z.string().nullable().describe(LEAD_FIELD_DESCRIPTIONS[field])),
  phone_written: z
    .string()
    .nullable()
    .describe("Phone number as it was written, where that differs from `phone`."),
  phone_is_raw: z.boolean().describe("Whether `phone` could not be read as a number."),
  email_is_raw: z.boolean().describe("Whether `email` could not be read as an address."),
  source: z.string().describe("Code of the source."),
  source_id: id.describe("Id of the source."),
  stage: LeadStage.describe("Stage on the board."),
  rank: z.string().describe("Place in the column. Sorts as plain text, then by id."),
  message_count: z.number().describe("Messages in both directions."),
  unread_count: z.number().describe("Messages of the client that no one responsible has seen."),
  owner_id: id.nullable().describe("Operator who owns the lead. Null while it is in the queue."),
  owner_name: z.string().nullable().describe("Name of the owner."),
  ai_score: z.number().nullable().describe("Probability of success, from 0 to 1."),
  ai_recommendation: Recommendation.nullable().describe("What the score recommends."),
  ai_reason: z.string().nullable().describe("Why, in words."),
  ai_analyzed_at: z.string().nullable().describe("When the lead was last scored."),
  ai_stale: z.boolean().describe("Whether the score is too old."),
  stage_changed_at: z.string().describe("When the lead moved to its stage."),
  contacted_at: z
    .string()
    .nullable()
    .describe("When the lead reached `contacted`. Null before, and after an undo."),
  qualified_at: z
    .string()
    .nullable()
    .describe("When the lead reached `qualified`. Null before, and after an undo."),
  first_contacted_at: z.string().nullable().describe("When the client was first answered."),
  lost_reason: z
    .string()
    .nullable()
    .describe("Why the lead was lost: a code, a reason of the workspace, or `other`."),
  lost_comment: z.string().nullable().describe("Comment on the reason."),
  former_external_id: z.string().nullable().describe("External id until a successor took it over."),
  successor_id: id.nullable().describe("Lead that continues this one after a renewal."),
  predecessor_id: id.nullable().describe("Lost or transferred lead that this one continues."),
  sale_id: id.nullable().describe("Sale of the lead, once it is transferred."),
  version: z.number().describe("Number of the latest change. Send it with your own change."),
  created_at: z.string().describe("When the lead was created."),
  updated_at: z.string().describe("When the lead was last changed."),
});
export type LeadJson = z.infer<typeof LeadJson>;

/** Another lead that has the phone or the e-mail of a new one. */
export const DuplicateJson = z.object({
  id: id.describe("Id of the other lead."),
  name: z.string().nullable().describe("Name of the other lead."),
  matched_by: z.enum(["phone", "email"]).describe("What both leads have in common."),
});
export type DuplicateJson = z.infer<typeof DuplicateJson>;

/** A lead that was just created. */
export const CreatedLeadJson = LeadJson.extend({
  possible_duplicates: z
    .array(DuplicateJson)
    .describe("Leads with the same phone or e-mail, of those that you can see."),
});
export type CreatedLeadJson = z.infer<typeof CreatedLeadJson>;

/** A person who has a lead on the screen. */
export const ViewerJson = z.object({
  operator_id: id.describe("Operator who has the lead on the screen."),
  name: z.string().describe("Their name."),
});
export type ViewerJson = z.infer<typeof ViewerJson>;
