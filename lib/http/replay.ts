import type { Ctx } from "#lib/core/ctx.ts";
import { runInShare } from "#lib/core/transact.ts";
import { canSeeEvent } from "#lib/insight/feed/access.ts";
import { type FeedPosition, readWorkspaceFeed } from "#lib/insight/feed/queries.ts";
import { changeText, resetAt } from "./event-text.ts";

/** Events that a returning client is told of; beyond that it is told to read everything again. */
const MAX_REPLAY = 1_000;
/** Events that are read at once. All streams come back at the same time when a server is started again. */
const PAGE = 100;

/**
 * What a client missed and may hear of, as text, page by page. A page is read when the one before has been written.
 * @param now where the feed stood when the stream was opened
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
