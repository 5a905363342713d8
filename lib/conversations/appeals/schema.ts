import { z } from "zod";
import { EXCLUSIONS } from "#lib/conversations/distribution/rules.ts";
import { MAX_MESSAGE } from "#lib/conversations/messages/rules.ts";
import { MAX_REASON } from "#lib/core/limits.ts";
import { pageQuery } from "#lib/core/paging.ts";
import { moment } from "#lib/core/period.ts";
import { sortParameter } from "#lib/core/sorting.ts";
import { id, lenientText, longText, optionalLongText, text } from "#lib/core/text.ts";
import { LEAD_FIELDS } from "#lib/pipeline/leads/fields.ts";
import { STRATEGIES } from "#lib/workspace/sources/rules.ts";

export const APPEAL_STATUSES = ["waiting", "active", "closed"] as const;

/** Appeals in one request. */
export const MAX_BATCH = 500;

/** Some programs send a phone as a number. */
const asWritten = (value: unknown) => (typeof value === "number" ? String(value) : value);

/** Contact details never make an enquiry invalid: see `readPhone` and `readEmail`. */
export const CreateAppealInput = z
  .strictObject({
    lead_external_id: text(200).describe("Id of the client in your system. An unknown one creates a lead."),
    source_id: id.optional().describe("Id of the source. Send it or `source`."),
    source: text(63).optional().describe("Code of the source. Send it or `source_id`."),
    message: optionalLongText(MAX_MESSAGE).optional().describe("What the client wrote."),
    lead_name: lenientText(LEAD_FIELDS.name.limit).optional().describe("Name of the client."),
    lead_phone: z
      .preprocess(asWritten, lenientText(LEAD_FIELDS.phone.limit))
      .optional()
      .describe("Phone number of the client, in any form."),
    lead_email: lenientText(LEAD_FIELDS.email.limit).optional().describe("E-mail address of the client."),
    priority: z
      .number()
      .int()
      .min(-1000)
      .max(1000)
      .optional()
      .describe("Appeals with a higher priority are assigned first. 0 by default."),
  })
  .refine(({ source_id, source }) => (source_id === undefined) !== (source === undefined), {
    path: ["source_id"],
    error: "give source_id or source",
  });
export type CreateAppealInput = z.infer<typeof CreateAppealInput>;

export const AppealJson = z.object({
  appeal_id: id.describe("Id of the appeal."),
  id: id.describe("Id of the appeal."),
  lead_id: id.describe("Lead of the client."),
  lead_external_id: z.string().nullable().describe("Id of the client in your system."),
  lead_name: z.string().nullable().describe("Name of the client."),
  source_id: id.describe("Source that the appeal came through."),
  source_name: z.string().describe("Name of the source."),
  operator: z
    .object({ id: id.describe("Id of the operator."), name: z.string().describe("Name of the operator.") })
    .nullable()
    .describe("Operator who has the appeal. Null while it waits."),
  status: z.enum(APPEAL_STATUSES).describe("`waiting` in the queue, `active` with an operator, or `closed`."),
  message: z.string().nullable().describe("What the client asked for."),
  last_message: z
    .object({
      direction: z.enum(["in", "out"]).describe("`in` from the client, `out` to the client."),
      text: z.string().describe("Beginning of the text."),
      created_at: z.string().describe("When it was written."),
    })
    .nullable()
    .describe("Newest message of the conversation."),
  unread_count: z.number().describe("Unread messages of the lead."),
  priority: z.number().describe("Appeals with a higher priority are assigned first."),
  queue_position: z
    .number()
    .nullable()
    .describe("Place in the queue of the source, from 1. Null where it is not asked for."),
  enqueued_at: z.string().describe("Since when the appeal waits."),
  assigned_at: z.string().nullable().describe("When the operator got it."),
  accept_by: z
    .string()
    .nullable()
    .describe("Until when the operator must accept it, where the source asks for that."),
  missed_count: z.number().int().describe("How often it was not accepted in time."),
  accepted_at: z.string().nullable().describe("When the operator accepted it."),
  closed_at: z.string().nullable().describe("When it was closed."),
  created_at: z.string().describe("When it was created."),
});
export type AppealJson = z.infer<typeof AppealJson>;

const queryId = z.coerce.number().pipe(id);

export const appealFilters = {
  status: z.enum(APPEAL_STATUSES).optional().describe("Appeals in this state."),
  operator_id: queryId.optional().describe("Appeals of this operator."),
  source_id: queryId.optional().describe("Appeals of this source."),
  lead_id: queryId.optional().describe("Appeals of this lead."),
  department_id: queryId.optional().describe("Appeals whose source belongs to this department."),
  created_from: moment.optional().describe("Appeals created on this day, from this moment, or later."),
  created_to: moment.optional().describe("Appeals created on this day, at this moment, or earlier."),
  closed_from: moment.optional().describe("Appeals closed on this day, from this moment, or later."),
  closed_to: moment.optional().describe("Appeals closed on this day, at this moment, or earlier."),
  q: text(200).optional().describe("Words of the lead."),
};
export const AppealFilter = z.strictObject(appealFilters);
export type AppealFilter = z.infer<typeof AppealFilter>;
export const APPEAL_SORTS = ["created_at", "-created_at", "-closed_at", "turn", "urgency"] as const;
export const ListAppealsQuery = z.strictObject({
  ...appealFilters,
  ...pageQuery,
  sort: z
    .enum(APPEAL_SORTS)
    .optional()
    .describe("Order; `turn` is that of the queue, `urgency` the most urgent first."),
});

export const ReturnAppealInput = z.strictObject({
  reason: text(MAX_REASON).describe("Why the appeal is returned."),
});
export type ReturnAppealInput = z.infer<typeof ReturnAppealInput>;

export const AnswerAppealInput = z.strictObject({
  text: longText(MAX_MESSAGE).describe("Text of the message."),
  direction: z
    .enum(["in", "out"])
    .default("out")
    .describe("`out` to the client, `in` to record what the client wrote."),
});
export type AnswerAppealInput = z.input<typeof AnswerAppealInput>;

export const AssignAppealInput = z.strictObject({
  operator_id: id.describe("Operator who gets the appeal."),
});
export type AssignAppealInput = z.infer<typeof AssignAppealInput>;

/** Where the appeals of an operator go: back to their queues, or to one other operator. */
export const ReassignInput = z
  .strictObject({
    to_operator_id: id
      .nullable()
      .describe("Operator who gets the appeals. Null returns them to their queues."),
  })
  .partial();
export type ReassignInput = z.infer<typeof ReassignInput>;

/** How many were reassigned, and how many remain because the other operator has no place for them. */
export const ReassignJson = z.object({
  reassigned: z.number().describe("Appeals that were handed over."),
  remaining: z.number().describe("Appeals that stay, because the other operator has no room."),
});
export type ReassignJson = z.infer<typeof ReassignJson>;

/** Why an appeal was assigned to its operator: all candidates, with the reasons for and against each. */
export const ReceiptJson = z.object({
  appeal_id: id.describe("Id of the appeal."),
  operator_id: id.nullable().describe("Operator who was chosen. Null when no one was free."),
  strategy: z.enum(STRATEGIES).describe("Strategy of the source at that time."),
  by: z
    .enum(["strategy", "known_client", "manager"])
    .describe("What decided: the strategy, an earlier operator of the client, or a manager."),
  at: z.string().describe("When it was decided."),
  candidates: z
    .array(
      z.object({
        operator_id: id.describe("Id of the operator."),
        operator_name: z.string().nullable().describe("Name of the operator."),
        current_load: z.number().describe("Open appeals at that time."),
        max_load: z.number().describe("Limit of open appeals at that time."),
        weight: z.number().describe("Weight in the source."),
        deficit: z.number().describe("Appeals that the operator was short of their share."),
        excluded: z.enum(EXCLUSIONS).nullable().describe("Why they could not get it. Null when they could."),
      }),
    )
    .describe("All operators of the source."),
});
export type ReceiptJson = z.infer<typeof ReceiptJson>;

/** A client in the list of clients. */
export const ClientJson = z.object({
  id: id.describe("Id of the lead."),
  external_id: z.string().nullable().describe("Id of the client in your system."),
  name: z.string().nullable().describe("Name of the client."),
  phone: z.string().nullable().describe("Phone number."),
  email: z.string().nullable().describe("E-mail address."),
  appeals_count: z.number().describe("Appeals of the client."),
});
export const CLIENT_SORTS = ["created_at", "name"] as const;

/** Sorted by the creation of the lead, or by its name; `q` searches the same fields as elsewhere. */
export const ListClientsQuery = z.strictObject({
  ...pageQuery,
  q: text(200).optional().describe("Words of name, phone, e-mail or external id."),
  sort: sortParameter(CLIENT_SORTS).describe("Order; `-` is descending."),
});
export type ListClientsQuery = z.infer<typeof ListClientsQuery>;

/** An appeal in the list of its lead. */
export const LeadAppealJson = z.object({
  id: id.describe("Id of the appeal."),
  source: z
    .object({ id: id.describe("Id of the source."), name: z.string().describe("Name of the source.") })
    .describe("Source that the appeal came through."),
  operator: z
    .object({ id: id.describe("Id of the operator."), name: z.string().describe("Name of the operator.") })
    .nullable()
    .describe("Operator who has the appeal. Null while it waits."),
  status: z.enum(APPEAL_STATUSES).describe("`waiting` in the queue, `active` with an operator, or `closed`."),
  message: z.string().nullable().describe("What the client asked for."),
  created_at: z.string().describe("When it was created."),
});
