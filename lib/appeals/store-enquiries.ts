import { queryOnce, type Tx, unawaitedIn } from "#db/client.ts";
import { insertMany } from "#db/insert-many.ts";
import { appeals, type StoredReceipt } from "#db/schema/appeals.ts";
import { messages } from "#db/schema/messages.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { type Entry, recordAll } from "#lib/core/record.ts";
import type { ClientLead } from "#lib/leads/find-or-create-leads.ts";
import type { AppealRow } from "./queries.ts";
import { appealEntry } from "./record-appeal.ts";
import type { CreateAppealInput } from "./schema.ts";

/** An enquiry that has been decided about. `lead` is its client's as it was before. */
export type Taken = {
  ctx: Ctx;
  input: CreateAppealInput;
  lead: ClientLead;
  appeal: AppealRow;
  receipt: StoredReceipt;
};

/**
 * Writes appeals and what they do to their leads: the message joins the conversation, and what was not known
 * of the client is filled in. One statement a table, however many there are; they travel with COMMIT.
 */
export function storeEnquiries(tx: Tx, taken: Taken[]): void {
  unawaitedIn(tx, insertMany(tx, appeals, taken.map(appealValues)));
  const withMessage = taken.filter(({ appeal }) => appeal.message !== null);
  if (withMessage.length > 0) unawaitedIn(tx, insertMany(tx, messages, withMessage.map(messageValues)));
  const ofLeads = [...Map.groupBy(taken, ({ lead }) => lead.id).values()].map(leadChange);
  const known = ofLeads.flatMap(({ lead, after }) => (lead.isNew ? [] : after));
  if (known.length > 0) unawaitedIn(tx, updateLeads(tx, known));
  recordAll(tx, [
    ...taken.map(({ ctx, appeal }) => appealEntry(ctx, "appeal.created", { after: appeal })),
    ...ofLeads.flatMap(leadEntries),
  ]);
}

function appealValues({ ctx, appeal, receipt }: Taken) {
  const { id, leadId, sourceId, operatorId, status, message, priority } = appeal;
  const { enqueuedAt, assignedAt, createdAt, hiddenFrom } = appeal;
  return {
    workspaceId: ctx.workspaceId,
    ...{ id, leadId, sourceId, operatorId, status, message, priority },
    ...{ enqueuedAt, assignedAt, createdAt, receipt, hiddenFrom },
  };
}

const messageValues = ({ ctx, appeal }: Taken) => ({
  workspaceId: ctx.workspaceId,
  leadId: appeal.leadId,
  appealId: appeal.id,
  direction: "in" as const,
  text: appeal.message ?? "",
});

type LeadChange = { ctx: Ctx; lead: ClientLead; after: ClientLead; taken: Taken[] };

/**
 * How the enquiries of one client change its lead. A new lead was created with all of it. An enquiry of a caller who
 * cannot see the lead adds its message and changes nothing else.
 */
function leadChange(taken: Taken[]): LeadChange {
  const [first] = taken;
  if (!first) throw new Error("A group has no members");
  const { ctx, lead } = first;
  if (lead.isNew) return { ctx, lead, after: lead, taken };
  const after = { ...lead };
  for (const { input, appeal } of taken) {
    if (appeal.hiddenFrom === null) {
      after.name ??= input.lead_name ?? null;
      after.phone ??= input.lead_phone ?? null;
      after.email ??= input.lead_email ?? null;
    }
    if (appeal.message === null) continue;
    after.messageCount += 1;
    after.unreadCount += 1;
  }
  return { ctx, lead, after, taken };
}

function updateLeads(tx: Tx, changed: ClientLead[]): Promise<unknown> {
  const column = <Value>(of: (lead: ClientLead) => Value) => changed.map(of);
  return queryOnce(
    tx,
    `update leads
     set name = client.name, phone = client.phone, email = client.email,
       message_count = client.message_count, unread_count = client.unread_count, updated_at = now()
     from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::int[], $6::int[])
       as client (id, name, phone, email, message_count, unread_count)
     where leads.id = client.id`,
    [
      column(({ id }) => id),
      column(({ name }) => name),
      column(({ phone }) => phone),
      column(({ email }) => email),
      column(({ messageCount }) => messageCount),
      column(({ unreadCount }) => unreadCount),
    ],
  );
}

function leadEntries({ ctx, lead, after, taken }: LeadChange): Entry[] {
  if (!lead.isNew && after.messageCount === lead.messageCount) return [];
  const { isNew, answeringOperatorIds, sourceDepartmentId } = lead;
  const now = remembered(after);
  return [
    {
      ctx,
      type: isNew ? "lead.created" : "lead.messages_added",
      ...(isNew ? {} : { before: remembered(lead) }),
      after: now,
      // An enquiry that waits gives the lead no further owner.
      ownerIds: [
        now.ownerId,
        ...answeringOperatorIds,
        ...taken.flatMap(({ appeal }) => appeal.operatorId ?? []),
      ],
      departmentId: sourceDepartmentId,
    },
  ];
}

/** What history keeps of a client's lead: its own row. */
function remembered(lead: ClientLead) {
  const {
    isNew: _isNew,
    knownOperatorId: _known,
    answeringOperatorIds: _answering,
    sourceDepartmentId: _department,
    ...row
  } = lead;
  return row;
}
