import { and, eq, inArray, isNotNull } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { messages } from "#db/schema/messages.ts";
import { authorize, may } from "#lib/auth/permissions.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import type { HistoryQuery } from "#lib/core/listing.ts";
import { record } from "#lib/core/record.ts";
import { read, transact } from "#lib/core/transact.ts";
import { getLead, type LeadRow } from "#lib/leads/queries.ts";
import { audienceOf } from "#lib/leads/record-lead.ts";
import { listMessages } from "./queries.ts";

/**
 * The conversation with a lead, the newest first unless sorted otherwise. What an outside system reads has arrived where it was
 * sent to: that is the delivery of the channel `api`. A key that may only read changes nothing.
 * @throws NotFound for an unknown lead
 */
export async function readConversation(ctx: Ctx, leadId: number, query: HistoryQuery) {
  authorize(ctx, "lead:read");
  const isOutside = ctx.actor.kind === "api_key" && may(ctx.role, "lead:message");
  return (isOutside ? transact : read)(ctx, async (tx: Tx) => {
    const lead = await getLead(tx, ctx, leadId);
    if (isOutside) await markDelivered(tx, ctx, lead);
    return listMessages(tx, leadId, query);
  });
}

async function markDelivered(tx: Tx, ctx: Ctx, lead: LeadRow): Promise<void> {
  const isUnderway = and(
    eq(messages.leadId, lead.id),
    eq(messages.direction, "out"),
    isNotNull(messages.appealId),
    inArray(messages.deliveryState, ["stored", "sent"]),
  );
  const arrived = await tx
    .update(messages)
    .set({ deliveryState: "delivered" })
    .where(isUnderway)
    .returning({ id: messages.id });
  if (arrived.length === 0) return;
  const audience = await audienceOf(tx, lead);
  for (const { id } of arrived) {
    void record(tx, ctx, "message.delivered", {
      after: { id, leadId: lead.id },
      ...audience,
    });
  }
}
