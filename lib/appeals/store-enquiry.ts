import { sql } from "drizzle-orm";
import { placeholders, prepareOnce, type Tx, unawaitedIn } from "#db/client.ts";
import { leads } from "#db/schema/leads.ts";
import { messages } from "#db/schema/messages.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { record } from "#lib/core/record.ts";
import type { ClientLead } from "#lib/leads/find-or-create-leads.ts";
import type { AppealRow } from "./queries.ts";
import type { CreateAppealInput } from "./schema.ts";

/**
 * What an enquiry does to its lead: the message joins the conversation, and what was not known of the client is
 * filled in. Its statements travel with COMMIT.
 * @returns the lead as it is then
 */
export function storeEnquiry(
  tx: Tx,
  ctx: Ctx,
  appeal: AppealRow,
  input: CreateAppealInput,
  lead: ClientLead,
): ClientLead {
  const hasMessage = appeal.message !== null;
  const after: ClientLead = {
    ...lead,
    name: lead.name ?? input.lead_name ?? null,
    phone: lead.phone ?? input.lead_phone ?? null,
    email: lead.email ?? input.lead_email ?? null,
    messageCount: lead.messageCount + (hasMessage ? 1 : 0),
    knownOperatorId: appeal.operatorId ?? lead.knownOperatorId,
    isNew: false,
  };
  unawaitedIn(tx, updateLead(tx, after));
  if (hasMessage) unawaitedIn(tx, insertMessage(tx, ctx, appeal));
  recordLeadOf(tx, ctx, lead, after, appeal);
  return after;
}

function updateLead(tx: Tx, { id, name, phone, email, messageCount }: ClientLead) {
  return prepareOnce(tx, "update_client_lead", (db, statement) =>
    db
      .update(leads)
      .set({ ...placeholders("name", "phone", "email", "messageCount"), updatedAt: sql`now()` })
      .where(sql`${leads.id} = ${sql.placeholder("id")}`)
      .prepare(statement),
  ).execute({ id, name, phone, email, messageCount });
}

function insertMessage(tx: Tx, ctx: Ctx, appeal: AppealRow) {
  return prepareOnce(tx, "insert_enquiry", (db, statement) =>
    db
      .insert(messages)
      .values({ ...placeholders("workspaceId", "leadId", "appealId", "text"), direction: "in" })
      .prepare(statement),
  ).execute({
    workspaceId: ctx.workspaceId,
    leadId: appeal.leadId,
    appealId: appeal.id,
    text: appeal.message,
  });
}

function recordLeadOf(tx: Tx, ctx: Ctx, before: ClientLead, after: ClientLead, appeal: AppealRow): void {
  if (!before.isNew && appeal.message === null) return;
  const { isNew, knownOperatorId: _before, ...old } = before;
  const { isNew: _isNew, knownOperatorId: _after, ...now } = after;
  void record(tx, ctx, isNew ? "lead.created" : "lead.messages_added", {
    ...(isNew ? {} : { before: old }),
    after: now,
    ownerIds: [now.ownerId, appeal.operatorId],
    departmentId: appeal.sourceDepartmentId,
  });
}
