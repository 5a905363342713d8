import { eq } from "drizzle-orm";
import { messages } from "#db/schema/messages.ts";
import { authorize } from "#lib/auth/permissions.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { NotFound } from "#lib/core/errors.ts";
import { record } from "#lib/core/record.ts";
import { transact } from "#lib/core/transact.ts";
import { audienceOf } from "#lib/pipeline/leads/build-lead-change.ts";
import { getLead } from "#lib/pipeline/leads/queries.ts";

/**
 * Sets the delivery state of a message to the client.
 * @throws NotFound
 */
export async function setDelivery(
  ctx: Ctx,
  messageId: number,
  state: "sent" | "delivered" | "failed",
): Promise<void> {
  authorize(ctx, "lead:message");
  await transact(ctx, async (tx) => {
    const [message] = await tx
      .update(messages)
      .set({ deliveryState: state })
      .where(eq(messages.id, messageId))
      .returning({ leadId: messages.leadId });
    if (!message) throw new NotFound("Message");
    const lead = await getLead(tx, ctx, message.leadId);
    record(tx, ctx, `message.${state}`, {
      after: { id: messageId, leadId: lead.id },
      ...(await audienceOf(tx, lead)),
    });
  });
}
