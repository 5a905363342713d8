import { and, eq, inArray, isNotNull } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { messages } from "#db/schema/messages.ts";
import { authorize, can } from "#lib/auth/permissions.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import type { HistoryQuery } from "#lib/core/listing.ts";
import { record } from "#lib/core/record.ts";
import { read, transact } from "#lib/core/transact.ts";
import { audienceOf } from "#lib/pipeline/leads/build-lead-change.ts";
import { listChain } from "#lib/pipeline/leads/list-chain.ts";
import { getLead, type LeadRow } from "#lib/pipeline/leads/queries.ts";
import { listMessages } from "./queries.ts";

/**
 * The conversation with a lead and its predecessors, the newest message first unless sorted otherwise. When an
 * external system reads it, the messages of the channel `api` become delivered, except for a read-only key, which
 * changes nothing.
 * @throws NotFound for an unknown lead
 */
export async function readConversation(ctx: Ctx, leadId: number, query: HistoryQuery) {
  authorize(ctx, "lead:read");
  const isOutside = ctx.actor.kind === "api_key" && can(ctx.role, "lead:message");
  return (isOutside ? transact : read)(ctx, async (tx: Tx) => {
    const lead = await getLead(tx, ctx, leadId);
    const leadIds = await listChain(tx, lead);
    if (isOutside) await markDelivered(tx, ctx, lead, leadIds);
    return listMessages(tx, leadIds, query);
  });
}

async function markDelivered(tx: Tx, ctx: Ctx, lead: LeadRow, leadIds: number[]): Promise<void> {
  const isUnderway = and(
    inArray(messages.leadId, leadIds),
    eq(messages.direction, "out"),
    isNotNull(messages.appealId),
    inArray(messages.deliveryState, ["stored", "sent"]),
  );
  const arrived = await tx
    .update(messages)
    .set({ deliveryState: "delivered" })
    .where(isUnderway)
    .returning({ id: messages.id, leadId: messages.leadId });
  if (arrived.length === 0) return;
  const audience = await audienceOf(tx, lead);
  for (const { id, leadId } of arrived) {
    record(tx, ctx, "message.delivered", {
      after: { id, leadId },
      ...audience,
    });
  }
}
