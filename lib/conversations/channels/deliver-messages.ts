import { listUndelivered } from "#lib/conversations/messages/queries.ts";
import { setDelivery } from "#lib/conversations/messages/set-delivery.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { faultDetails, log } from "#lib/core/log.ts";
import { read } from "#lib/core/transact.ts";
import { channelOf } from "./channel.ts";

/** Messages that one run takes on, so that a slow channel does not hold everything up. */
const MAX_MESSAGES_PER_RUN = 100;

/**
 * Hands what was answered to the channels, the oldest first. What a channel cannot take now is tried again
 * by the next run.
 * @returns how many were handed over
 */
export async function deliverMessagesTask(ctx: Ctx): Promise<number> {
  const waiting = await read(ctx, (tx) => listUndelivered(tx, MAX_MESSAGES_PER_RUN));
  let handed = 0;
  for (const { sourceKind, ...message } of waiting) {
    try {
      await setDelivery(ctx, message.id, await channelOf(sourceKind).send(message));
      handed += 1;
    } catch (error) {
      log.warn({ ...faultDetails(error), messageId: message.id }, "A message was not handed over");
    }
  }
  return handed;
}
