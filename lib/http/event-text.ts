import { SECOND } from "#lib/core/clock.ts";
import { positionText, presentFeedEvent } from "#lib/insight/feed/present.ts";
import type { FeedEvent, FeedPosition } from "#lib/insight/feed/queries.ts";

/** Milliseconds that a browser waits before it reconnects. */
const RETRY = SECOND;

/** An event instead of a comment, because browsers pass only events on to the page. */
export const BEAT = "event: beat\ndata: {}\n\n";

/** Sends a position at once, so that a browser reconnects from it even if no event was sent before the stream broke. */
export const greetingAt = (position: FeedPosition): string =>
  `retry: ${RETRY}\n\nid: ${positionText(position)}\n\n`;

/** Tells the client to read everything again, and to reconnect from this position. */
export const resetAt = (position: FeedPosition): string =>
  `id: ${positionText(position)}\nevent: reset\ndata: {}\n\n`;

const written = new WeakMap<FeedEvent, string>();

/** The text of an event, cached because the hub passes the same object to all streams. */
export function changeText(event: FeedEvent): string {
  let text = written.get(event);
  if (text === undefined) {
    text = `id: ${positionText(event)}\nevent: change\ndata: ${JSON.stringify(presentFeedEvent(event))}\n\n`;
    written.set(event, text);
  }
  return text;
}
