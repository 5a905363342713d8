import { SECOND } from "#lib/core/clock.ts";
import { positionText, presentFeedEvent } from "#lib/insight/feed/present.ts";
import type { FeedEvent, FeedPosition } from "#lib/insight/feed/queries.ts";

/** Milliseconds that a browser waits before it connects again. */
const RETRY = SECOND;

/** An event and no comment, because a browser tells its page of events only. */
export const BEAT = "event: beat\ndata: {}\n\n";

/** The browser comes back with this position also when nothing happened before the stream broke. */
export const greetingAt = (position: FeedPosition): string =>
  `retry: ${RETRY}\n\nid: ${positionText(position)}\n\n`;

/** Tells the client to read everything again, and to come back from this position. */
export const resetAt = (position: FeedPosition): string =>
  `id: ${positionText(position)}\nevent: reset\ndata: {}\n\n`;

const written = new WeakMap<FeedEvent, string>();

/** An event as every stream sends it; the hub hands all of them the same one. */
export function changeText(event: FeedEvent): string {
  let text = written.get(event);
  if (text === undefined) {
    text = `id: ${positionText(event)}\nevent: change\ndata: ${JSON.stringify(presentFeedEvent(event))}\n\n`;
    written.set(event, text);
  }
  return text;
}
