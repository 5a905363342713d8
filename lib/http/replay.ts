import type { Ctx } from "#lib/core/ctx.ts";
import { runInShare } from "#lib/core/transact.ts";
import { canSeeEvent } from "#lib/insight/feed/access.ts";
import { type FeedPosition, readWorkspaceFeed } from "#lib/insight/feed/queries.ts";
import { changeText, resetAt } from "./event-text.ts";

/** Missed events that are replayed; with more, the client is told to read everything again. */
const MAX_REPLAY = 1_000;
/** Events that are read at once: few, because all streams reconnect at the same time after a restart of the server. */
const PAGE = 100;

/**
 * The events that a client missed and may see, as text, page by page. A page is read when the one before was written.
 * @param now the position of the feed when the stream was opened
 * @returns the position up to which the client knows everything
 */
export async function* replay(
  ctx: Ctx,
  from: FeedPosition,
  now: FeedPosition,
): AsyncGenerator<string, FeedPosition> {
  let last = from;
  for (let count = 0; ; ) {
    const page = await runInShare(ctx, () => readWorkspaceFeed(ctx.workspaceId, last, PAGE));
    count += page.length;
    if (count > MAX_REPLAY) {
      yield resetAt(now);
      return now;
    }
    last = page.at(-1) ?? last;
    yield page
      .filter((event) => canSeeEvent(ctx, event))
      .map(changeText)
      .join("");
    if (page.length < PAGE) return last;
  }
}
