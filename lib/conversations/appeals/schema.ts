import { z } from "zod";
import { EXCLUSIONS } from "#lib/conversations/distribution/rules.ts";
import { MAX_MESSAGE } from "#lib/conversations/messages/rules.ts";
import { MAX_REASON } from "#lib/core/limits.ts";
import { pageQuery } from "#lib/core/paging.ts";
import { moment } from "#lib/core/period.ts";
import { sortParameter } from "#lib/core/sorting.ts";
import { id, lenientText, longText, optionalLongText, text } from "#lib/core/text.ts";
import { MAX_LENGTHS } from "#lib/pipeline/leads/rules.ts";
import { STRATEGIES } from "#lib/workspace/sources/rules.ts";

export const APPEAL_STATUSES = ["waiting", "active", "closed"] as const;

/** Appeals in one request. */
export const MAX_BATCH = 500;

/** Some programs send a phone as a number. */
const asWritten = (value: unknown) => (typeof value === "number" ? String(value) : value);

/** Contact details never make an enquiry invalid: see `readPhone` and `readEmail`. */
export const CreateAppealInput = z
  .strictObject({
    lead_external_id: text(200),
    source_id: id.optional(),
    source: text(63).optional(),
    message: optionalLongText(MAX_MESSAGE).optional(),
    lead_name: lenientText(MAX_LENGTHS.name).optional(),
    lead_phone: z.preprocess(asWritten, lenientText(MAX_LENGTHS.phone)).optional(),
    lead_email: lenientText(MAX_LENGTHS.email).optional(),
    priority: z.number().int().min(-1000).max(1000).optional(),
  })
  .refine(({ source_id, source }) => (source_id === undefined) !== (source === undefined), {
    path: ["source_id"],
    error: "give source_id or source",
  });
export type CreateAppealInput = z.infer<typeof CreateAppealInput>;

export const AppealJson = z.object({
  appeal_id: id,
  id,
  lead_id: id,
  lead_external_id: z.string().nullable(),
  lead_name: z.string().nullable(),
  source_id: id,
  source_name: z.string(),
  operator: z.object({ id, name: z.string() }).nullable(),
  status: z.enum(APPEAL_STATUSES),
  message: z.string().nullable(),
  /** The beginning of the newest message of the conversation. */
  last_message: z
    .object({ direction: z.enum(["in", "out"]), text: z.string(), created_at: z.string() })
    .nullable(),
  /** Unread messages of its lead. */
  unread_count: z.number(),
  priority: z.number(),
  /** Its place in the queue of its source, from 1; null in answers that do not look it up. */
  queue_position: z.number().nullable(),
  enqueued_at: z.string(),
  assigned_at: z.string().nullable(),
  /** The deadline to accept it, when its source has one. */
  accept_by: z.string().nullable(),
  /** How often it was not accepted in time. */
  missed_count: z.number().int(),
  accepted_at: z.string().nullable(),
  closed_at: z.string().nullable(),
  created_at: z.string(),
});
export type AppealJson = z.infer<typeof AppealJson>;

const queryId = z.coerce.number().pipe(id);

export const appealFilters = {
  status: z.enum(APPEAL_STATUSES).optional(),
  operator_id: queryId.optional(),
  source_id: queryId.optional(),
  lead_id: queryId.optional(),
  department_id: queryId.optional(),
  /** Created in this period, both ends included; days are in the workspace's time zone. */
  created_from: moment.optional(),
  created_to: moment.optional(),
  /** Closed in this period. */
  closed_from: moment.optional(),
  closed_to: moment.optional(),
  /** Words of its lead. */
  q: text(200).optional(),
};
export const AppealFilter = z.strictObject(appealFilters);
export type AppealFilter = z.infer<typeof AppealFilter>;
export const APPEAL_SORTS = ["created_at", "-created_at", "-closed_at", "turn", "urgency"] as const;
export const ListAppealsQuery = z.strictObject({
  ...appealFilters,
  ...pageQuery,
  sort: z.enum(APPEAL_SORTS).optional(),
});

export const ReturnAppealInput = z.strictObject({ reason: text(MAX_REASON) });
export type ReturnAppealInput = z.infer<typeof ReturnAppealInput>;

export const AnswerAppealInput = z.strictObject({
  text: longText(MAX_MESSAGE),
  direction: z.enum(["in", "out"]).default("out"),
});
export type AnswerAppealInput = z.input<typeof AnswerAppealInput>;

export const AssignAppealInput = z.strictObject({ operator_id: id });
export type AssignAppealInput = z.infer<typeof AssignAppealInput>;

/** Where the appeals of an operator go: back to their queues, or to one other operator. */
export const ReassignInput = z.strictObject({ to_operator_id: id.nullable() }).partial();
export type ReassignInput = z.infer<typeof ReassignInput>;

/** How many were reassigned, and how many remain because the other operator has no place for them. */
export const ReassignJson = z.object({ reassigned: z.number(), remaining: z.number() });
export type ReassignJson = z.infer<typeof ReassignJson>;

/** Why an appeal was assigned to its operator: all candidates, with the reasons for and against each. */
export const ReceiptJson = z.object({
  appeal_id: id,
  operator_id: id.nullable(),
  strategy: z.enum(STRATEGIES),
  by: z.enum(["strategy", "known_client", "manager"]),
  at: z.string(),
  candidates: z.array(
    z.object({
      operator_id: id,
      operator_name: z.string().nullable(),
      current_load: z.number(),
      max_load: z.number(),
      weight: z.number(),
      deficit: z.number(),
      excluded: z.enum(EXCLUSIONS).nullable(),
    }),
  ),
});
export type ReceiptJson = z.infer<typeof ReceiptJson>;

/** A client in the list of clients. */
export const ClientJson = z.object({
  id,
  external_id: z.string().nullable(),
  name: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  appeals_count: z.number(),
});
export const CLIENT_SORTS = ["created_at", "name"] as const;

/** Sorted by the creation of the lead, or by its name; `q` searches the same fields as elsewhere. */
export const ListClientsQuery = z.strictObject({
  ...pageQuery,
  q: text(200).optional(),
  sort: sortParameter(CLIENT_SORTS),
});
export type ListClientsQuery = z.infer<typeof ListClientsQuery>;

/** An appeal in the list of its lead. */
export const LeadAppealJson = z.object({
  id,
  source: z.object({ id, name: z.string() }),
  operator: z.object({ id, name: z.string() }).nullable(),
  status: z.enum(APPEAL_STATUSES),
  message: z.string().nullable(),
  created_at: z.string(),
});
