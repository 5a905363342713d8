import { eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { leads } from "#db/schema/leads.ts";
import { messages } from "#db/schema/messages.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { operatorOf } from "#lib/auth/visible.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { transact } from "#lib/core/transact.ts";
import { getLead, type LeadRow, lockLead } from "#lib/leads/queries.ts";
import { recordLead } from "#lib/leads/record-lead.ts";
import { isRenewable, renewLocked } from "#lib/leads/renew-lead.ts";
import { getSettings } from "#lib/settings/queries.ts";
import type { MessageRow } from "./queries.ts";
import { AddMessagesInput } from "./schema.ts";

/**
 * Counts messages that an outside system keeps (`increment`), or stores one with its text. The first
 * outgoing one is the moment of first contact. A message of the client to a final lead starts a new one, which it goes
 * to, where the workspace has chosen that.
 * @param appealId the appeal that it belongs to: then an outgoing one is handed to its channel by a job
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
    const before = isIncoming ? await renewedIfChosen(tx, ctx, asked) : asked;
    await tx
      .update(leads)
      .set({
        messageCount: sql`${leads.messageCount} + ${"text" in input ? 1 : input.increment}`,
        // Whoever answers has read; what an outside system only counts, nobody can read.
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
    await recordLead(tx, ctx, "lead.messages_added", before, lead);
    return { lead, message: message && { ...message, operatorName: isOutgoing ? ctx.actor.name : null } };
  });
}

/** The lead that a message of its client goes to. */
async function renewedIfChosen(tx: Tx, ctx: Ctx, lead: LeadRow): Promise<LeadRow> {
  if (!isRenewable(lead) || !(await getSettings(tx)).renewFinalLeads) return lead;
  const successor = await renewLocked(tx, ctx, lead);
  return getLead(tx, ctx, successor.id);
}
