import { listUndelivered } from "#lib/conversations/messages/queries.ts";
import { setDelivery } from "#lib/conversations/messages/set-delivery.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { faultDetails, log } from "#lib/core/log.ts";
import { read } from "#lib/core/transact.ts";
import { channelOf } from "./channel.ts";

/** Messages of one run, so that a slow channel does not block the job for long. */
const MAX_MESSAGES_PER_RUN = 100;

/**
 * Sends outgoing messages through their channels, the oldest first. The next run retries what a channel refuses now.
 * @returns how many were sent
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
