import { z } from "zod";
import { MAX_REASON } from "#lib/core/limits.ts";
import { amount, currency } from "#lib/core/money.ts";
import { ageInDays, instant, moment } from "#lib/core/period.ts";
import { Reason } from "#lib/core/reason.ts";
import { id, optionalText, text } from "#lib/core/text.ts";
import { LEAD_STAGES, MAX_LENGTHS } from "./rules.ts";

export const LeadStage = z.enum(LEAD_STAGES);

export const RECOMMENDATIONS = ["transfer_to_sales", "continue_nurturing", "lost"] as const;
export const Recommendation = z.enum(RECOMMENDATIONS);
export type Recommendation = z.infer<typeof Recommendation>;

/** The line of business, such as `fintech` or `retail`. Free text: the workspace's list only suggests values. */
const businessDomain = text(MAX_LENGTHS.business_domain);

/** Phone and e-mail are any text here. `readPhone` and `readEmail` parse them and refuse nothing. */
const contactFields = {
  name: optionalText(MAX_LENGTHS.name),
  phone: optionalText(MAX_LENGTHS.phone),
  email: optionalText(MAX_LENGTHS.email),
  business_domain: businessDomain.nullable(),
  country: optionalText(MAX_LENGTHS.country),
  language: optionalText(MAX_LENGTHS.language),
  segment: optionalText(MAX_LENGTHS.segment),
};

export const CreateLeadInput = z
  .strictObject({
    source: text(63),
    external_id: text(200).nullable(),
    owner_id: id.nullable(),
    ...contactFields,
  })
  .partial()
  .required({ source: true });
export type CreateLeadInput = z.infer<typeof CreateLeadInput>;

export const FindDuplicatesInput = z
  .strictObject({ phone: contactFields.phone, email: contactFields.email })
  .partial();
export type FindDuplicatesInput = z.infer<typeof FindDuplicatesInput>;

const version = z.number().int().min(1).max(2_147_483_647);

export const UpdateLeadInput = z
  .strictObject({
    version,
    ...contactFields,
    next_step: text(MAX_LENGTHS.next_step).nullable(),
    next_step_at: instant.nullable(),
  })
  .partial();
export type UpdateLeadInput = z.infer<typeof UpdateLeadInput>;

export const MoveLeadInput = z
  .strictObject({
    stage: LeadStage,
    lost_reason: text(MAX_REASON),
    lost_comment: optionalText(MAX_REASON),
    before_id: id,
    after_id: id,
    version,
  })
  .partial()
  .required({ stage: true });
export type MoveLeadInput = z.infer<typeof MoveLeadInput>;

export const TransferLeadInput = z
  .strictObject({
    amount: amount.nullable(),
    currency,
    version,
  })
  .partial();
export type TransferLeadInput = z.infer<typeof TransferLeadInput>;

/** The amount in the address, for callers that send no body. */
export const TransferLeadQuery = z.strictObject({
  amount: z.coerce.number().pipe(amount).optional(),
});

export const AssignLeadInput = z.strictObject({ operator_id: id.nullable() });
export type AssignLeadInput = z.infer<typeof AssignLeadInput>;

/** A stage of the leads board, and the reasons against entering it now. */
export const Transition = z.object({ stage: LeadStage, allowed: z.boolean(), reasons: z.array(Reason) });

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
  stage: LeadStage.optional(),
  source: text(63).optional(),
  owner_id: queryId.optional(),
  department_id: queryId.optional(),
  min_score: score.optional(),
  max_score: score.optional(),
  has_business_domain: z.enum(["true", "false"]).optional(),
  /** Created within this many days. Unlike `created_from`, a saved view with it stays current. */
  days: ageInDays.optional(),
  created_from: moment.optional(),
  created_to: moment.optional(),
  external_id: text(200).optional(),
  attention: z.enum(ATTENTION).optional(),
  /** The minimum step it reached, regardless of its present stage; the funnel counts by it. */
  reached: z.enum(REACHED).optional(),
  /** A step that it never reached. */
  not_reached: z.enum(REACHED).optional(),
  /** Whether it, or its sale, is lost. */
  is_lost: z.enum(["true", "false"]).optional(),
  /** Why it, or its sale, was lost: a code, a reason of the workspace, or the words of a comment to `other`. */
  lost_reason: text(500).optional(),
  /** Entered its present stage at this moment or later. Leads that never moved are excluded. */
  moved_from: moment.optional(),
  q: text(200).optional(),
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
  id,
  external_id: z.string().nullable(),
  name: z.string().nullable(),
  /** In E.164, such as +380447654321, or as it was written where it could not be read. */
  phone: z.string().nullable(),
  /** As it was written, where that is not `phone` itself. */
  phone_written: z.string().nullable(),
  /** Whether `phone` could not be read as a number and is kept as it was written. */
  phone_is_raw: z.boolean(),
  email: z.string().nullable(),
  /** Whether `email` is no address and is kept as it was written. */
  email_is_raw: z.boolean(),
  source: z.string(),
  source_id: id,
  stage: LeadStage,
  /** Its place in the column: sorts bytewise, ties by id. */
  rank: z.string(),
  business_domain: z.string().nullable(),
  country: z.string().nullable(),
  language: z.string().nullable(),
  segment: z.string().nullable(),
  message_count: z.number(),
  /** Messages of the client that the owner or the answering operators have not read. */
  unread_count: z.number(),
  owner_id: id.nullable(),
  owner_name: z.string().nullable(),
  ai_score: z.number().nullable(),
  ai_recommendation: Recommendation.nullable(),
  ai_reason: z.string().nullable(),
  ai_analyzed_at: z.string().nullable(),
  ai_stale: z.boolean(),
  stage_changed_at: z.string(),
  /** When it entered this stage; null before that, and after the move was undone. */
  contacted_at: z.string().nullable(),
  /** The same for this stage. */
  qualified_at: z.string().nullable(),
  first_contacted_at: z.string().nullable(),
  next_step: z.string().nullable(),
  next_step_at: z.string().nullable(),
  /** A code such as `no_budget`, a reason of the workspace in its words, or `other`. */
  lost_reason: z.string().nullable(),
  lost_comment: z.string().nullable(),
  /** The external id that it had until its successor took it over. */
  former_external_id: z.string().nullable(),
  /** The lead that continues with its client. */
  successor_id: id.nullable(),
  /** The lost or transferred lead that it continues. */
  predecessor_id: id.nullable(),
  sale_id: id.nullable(),
  version: z.number(),
  created_at: z.string(),
  updated_at: z.string(),
});
export type LeadJson = z.infer<typeof LeadJson>;

/** Another lead that has the phone or the e-mail of a new one. */
export const DuplicateJson = z.object({
  id,
  name: z.string().nullable(),
  matched_by: z.enum(["phone", "email"]),
});
export type DuplicateJson = z.infer<typeof DuplicateJson>;

/** A lead that was just created. */
export const CreatedLeadJson = LeadJson.extend({ possible_duplicates: z.array(DuplicateJson) });
export type CreatedLeadJson = z.infer<typeof CreatedLeadJson>;

/** A person who has a lead on the screen. */
export const ViewerJson = z.object({ operator_id: id, name: z.string() });
export type ViewerJson = z.infer<typeof ViewerJson>;
