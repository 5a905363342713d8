import { eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { leads } from "#db/schema/leads.ts";
import { messages } from "#db/schema/messages.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { operatorOf } from "#lib/auth/visible.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { NotFound } from "#lib/core/errors.ts";
import { record } from "#lib/core/record.ts";
import { transact } from "#lib/core/transact.ts";
import { leadChange } from "#lib/pipeline/leads/build-lead-change.ts";
import { lockLead } from "#lib/pipeline/leads/lock-lead.ts";
import { getLead, type LeadRow } from "#lib/pipeline/leads/queries.ts";
import { isRenewable, renewLocked } from "#lib/pipeline/leads/renew-lead.ts";
import { leadStages } from "#lib/pipeline/leads/rules.ts";
import { getSettings } from "#lib/workspace/settings/queries.ts";
import type { MessageRow } from "./queries.ts";
import { AddMessagesInput } from "./schema.ts";

/**
 * Counts messages that an external system stores (`increment`), or stores one with its text. The first outgoing one
 * sets the time of first contact. In workspaces that renew final leads, a message of the client to a final lead is
 * added to its last successor, or to a new lead when that one is final as well.
 * @param appealId the appeal that it belongs to; a job sends its outgoing messages through their channel
 * @returns the lead, and the stored message if there is one
 */
export async function addMessages(
  ctx: Ctx,
  leadId: number,
  raw: AddMessagesInput,
  { appealId = null }: { appealId?: number | null } = {},
): Promise<{ lead: LeadRow; message: MessageRow | undefined }> {
  authorize(ctx, "lead:message");
  const input = AddMessagesInput.parse(raw);
  return transact(ctx, async (tx) => {
    const isOutgoing = "text" in input && input.direction === "out";
    const isIncoming = "text" in input && input.direction === "in";
    const asked = await lockLead(tx, ctx, leadId);
    const before = isIncoming ? await recipientOf(tx, ctx, asked) : asked;
    await tx
      .update(leads)
      .set({
        messageCount: sql`${leads.messageCount} + ${"text" in input ? 1 : input.increment}`,
        // An answer marks the messages as read. Messages that are only counted have no text to read.
        ...(isOutgoing
          ? { firstContactedAt: sql`coalesce(${leads.firstContactedAt}, now())`, unreadCount: 0 }
          : {}),
        ...(isIncoming ? { unreadCount: sql`${leads.unreadCount} + 1` } : {}),
        updatedAt: sql`now()`,
      })
      .where(eq(leads.id, before.id));
    const [message] =
      "text" in input
        ? await tx
            .insert(messages)
            .values({
              workspaceId: ctx.workspaceId,
              leadId: before.id,
              direction: input.direction,
              text: input.text,
              appealId,
              operatorId: isOutgoing ? operatorOf(ctx).operatorId || null : null,
            })
            .returning()
        : [];
    const lead = await getLead(tx, ctx, before.id);
    record(tx, ctx, "lead.messages_added", await leadChange(tx, before, lead));
    return { lead, message: message && { ...message, operatorName: isOutgoing ? ctx.actor.name : null } };
  });
}

/**
 * The lead to which a message of the client is added, locked. In workspaces that renew final leads, that is the last
 * lead of the chain that the caller sees, or a new one after it.
 * @param asked locked
 */
async function recipientOf(tx: Tx, ctx: Ctx, asked: LeadRow): Promise<LeadRow> {
  if (!leadStages.isFinal(asked.stage) || !(await getSettings(tx)).renewFinalLeads) return asked;
  const last = await lockLastOfChain(tx, ctx, asked);
  if (!isRenewable(last)) return last;
  const successor = await renewLocked(tx, ctx, last);
  return getLead(tx, ctx, successor.id);
}

/** Successors have higher ids, so this locks leads in the order of their ids. */
async function lockLastOfChain(tx: Tx, ctx: Ctx, lead: LeadRow): Promise<LeadRow> {
  if (lead.successorId === null) return lead;
  const successor = await lockLead(tx, ctx, lead.successorId).catch((error: unknown) => {
    if (error instanceof NotFound) return undefined;
    throw error;
  });
  return successor ? lockLastOfChain(tx, ctx, successor) : lead;
}
