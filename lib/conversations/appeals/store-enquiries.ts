import { queryOnce, type Tx, unawaitedIn } from "#db/client.ts";
import { columnsOf } from "#db/columns-of.ts";
import { insertMany } from "#db/insert-many.ts";
import { appeals, type StoredReceipt } from "#db/schema/appeals.ts";
import { messages } from "#db/schema/messages.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import type { EventType } from "#lib/core/event-types.ts";
import { type Entry, recordAll } from "#lib/core/record.ts";
import type { ClientLead } from "#lib/pipeline/leads/find-or-create-leads.ts";
import { type Contact, mergeContact } from "#lib/pipeline/leads/read-contact.ts";
import { appealChange } from "./build-appeal-change.ts";
import type { AppealRow } from "./queries.ts";

/** An enquiry with its assignment. `lead` is the client's lead before the change. */
export type AssignedEnquiry = {
  ctx: Ctx;
  contact: Contact;
  lead: ClientLead;
  appeal: AppealRow;
  receipt: StoredReceipt;
};

/**
 * Stores appeals and the changes to their leads: messages are added to the conversation, and missing contact details
 * are filled in. One statement for each table, sent together with COMMIT.
 */
export function storeEnquiries(tx: Tx, taken: AssignedEnquiry[]): void {
  unawaitedIn(tx, insertMany(tx, appeals, taken.map(appealValues)));
  const withMessage = taken.filter(({ appeal }) => appeal.message !== null);
  if (withMessage.length > 0) unawaitedIn(tx, insertMany(tx, messages, withMessage.map(messageValues)));
  const ofLeads = [...Map.groupBy(taken, ({ lead }) => lead.id).values()].map(changeOfLead);
  const known = ofLeads.flatMap(({ lead, after }) =>
    after.version !== lead.version || after.messageCount !== lead.messageCount ? after : [],
  );
  if (known.length > 0) unawaitedIn(tx, updateLeads(tx, known));
  recordAll(tx, [
    ...taken.map(({ ctx, appeal }) => ({
      ctx,
      type: "appeal.created" as const,
      ...appealChange({ after: appeal }),
    })),
    ...ofLeads.flatMap(leadEntries),
  ]);
}

function appealValues({ ctx, appeal, receipt }: AssignedEnquiry) {
  const { id, leadId, sourceId, operatorId, status, message, priority } = appeal;
  const { enqueuedAt, assignedAt, createdAt, hiddenFrom } = appeal;
  return {
    workspaceId: ctx.workspaceId,
    ...{ id, leadId, sourceId, operatorId, status, message, priority },
    ...{ enqueuedAt, assignedAt, createdAt, receipt, hiddenFrom },
  };
}

const messageValues = ({ ctx, appeal }: AssignedEnquiry) => ({
  workspaceId: ctx.workspaceId,
  leadId: appeal.leadId,
  appealId: appeal.id,
  direction: "in" as const,
  text: appeal.message ?? "",
});

type LeadChange = { ctx: Ctx; lead: ClientLead; after: ClientLead; taken: AssignedEnquiry[] };

/** The fields of a lead that an enquiry may fill in. */
const CONTACT = ["name", "phone", "phoneIsRaw", "email", "emailIsRaw"] as const;

/**
 * The change to a lead by the enquiries of its client. A new lead was created with all of it. Filled-in fields
 * increase the version, as an edit does. An enquiry of a caller who cannot see the lead only adds its message.
 */
function changeOfLead(taken: AssignedEnquiry[]): LeadChange {
  const [first] = taken;
  if (!first) throw new Error("A group has no members");
  const { ctx, lead } = first;
  if (lead.isNew) return { ctx, lead, after: lead, taken };
  const after = { ...lead };
  for (const { contact, appeal } of taken) {
    if (appeal.hiddenFrom === null) Object.assign(after, mergeContact(after, contact));
    if (appeal.message === null) continue;
    after.messageCount += 1;
    after.unreadCount += 1;
  }
  if (CONTACT.some((field) => after[field] !== lead[field])) after.version += 1;
  return { ctx, lead, after, taken };
}

function updateLeads(tx: Tx, changed: ClientLead[]): Promise<unknown> {
  return queryOnce(
    tx,
    `update leads
     set name = client.name, phone = client.phone, phone_written = client.phone_written,
       phone_is_raw = client.phone_is_raw, email = client.email, email_is_raw = client.email_is_raw,
       message_count = client.message_count, unread_count = client.unread_count,
       version = client.version, updated_at = now()
     from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::boolean[], $6::text[], $7::boolean[], $8::int[], $9::int[], $10::int[])
       as client (id, name, phone, phone_written, phone_is_raw, email, email_is_raw, message_count, unread_count, version)
     where leads.id = client.id`,
    columnsOf(changed, [
      "id",
      "name",
      "phone",
      "phoneWritten",
      "phoneIsRaw",
      "email",
      "emailIsRaw",
      "messageCount",
      "unreadCount",
      "version",
    ]),
  );
}

/** Two events for a lead: the filled-in fields, and the new messages. */
function leadEntries({ ctx, lead, after, taken }: LeadChange): Entry[] {
  const audience = {
    // A waiting enquiry has no operator who would see the event.
    ownerIds: [
      after.ownerId,
      ...lead.answeringOperatorIds,
      ...taken.flatMap(({ appeal }) => appeal.operatorId ?? []),
    ],
    departmentId: lead.sourceDepartmentId,
  };
  if (lead.isNew) return [{ ctx, type: "lead.created", after: historyOf(after), ...audience }];
  const { messageCount, unreadCount } = lead;
  const withContact = { ...after, messageCount, unreadCount };
  const change = (type: EventType, was: ClientLead, is: ClientLead): Entry => {
    return { ctx, type, before: historyOf(was), after: historyOf(is), ...audience };
  };
  return [
    ...(after.version === lead.version ? [] : [change("lead.updated", lead, withContact)]),
    ...(after.messageCount === messageCount ? [] : [change("lead.messages_added", withContact, after)]),
  ];
}

/** A lead as its events store it: its own columns. */
function historyOf(lead: ClientLead) {
  const {
    isNew: _isNew,
    knownOperatorId: _known,
    answeringOperatorIds: _answering,
    sourceDepartmentId: _department,
    ...row
  } = lead;
  return row;
}
