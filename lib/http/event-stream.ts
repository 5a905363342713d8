import { SECOND } from "#lib/core/clock.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { STREAM_SLOTS } from "#lib/core/limits.ts";
import { Slots } from "#lib/core/slots.ts";
import { inShare } from "#lib/core/transact.ts";
import { hearTheSame, mayHear } from "#lib/feed/access.ts";
import { parsePosition, positionText, presentFeedEvent } from "#lib/feed/present.ts";
import { feedHub } from "#lib/feed/processors.ts";
import { currentPosition, type FeedEvent, type FeedPosition, readWorkspaceFeed } from "#lib/feed/queries.ts";
import { BEAT_EVERY } from "#lib/feed/rules.ts";

/** Events that wait for a client that reads slowly; beyond that it is dropped and reads again. */
const MAX_WAITING = 1_000;
/** Events that a returning client is told of; beyond that it is told to read everything again. */
const MAX_REPLAY = 1_000;
/** Milliseconds. */
const MAX_AGE = 15 * 60 * SECOND;
const RECHECK_EVERY = SECOND;
/** What a browser waits before it connects again. */
const RETRY = SECOND;

/** An event and no comment: only of events a browser lets the page know. */
const BEAT = "event: beat\ndata: {}\n\n";

const isLater = (event: FeedPosition, than: FeedPosition) => {
  const [one, other] = [BigInt(event.txid), BigInt(than.txid)];
  return one > other || (one === other && event.id > than.id);
};

const written = new WeakMap<FeedEvent, string>();

/** An event as every stream sends it; the hub hands all of them the same one. */
function write(event: FeedEvent): string {
  let text = written.get(event);
  if (text === undefined) {
    text = `id: ${positionText(event)}\nevent: change\ndata: ${JSON.stringify(presentFeedEvent(event))}\n\n`;
    written.set(event, text);
  }
  return text;
}

// Next bundles this module more than once, and a process has one number of streams.
const globals = globalThis as typeof globalThis & { leadlineStreams?: Slots };

function slots(): Slots {
  globals.leadlineStreams ??= new Slots(STREAM_SLOTS, "too_many_streams", "live streams");
  return globals.leadlineStreams;
}

/**
 * The news of the caller's workspace as server-sent events, from now on or from where `Last-Event-ID`
 * left off. Pull-based: nothing is written that the client does not read.
 * @param whoAsksNow asked again at most once a second: the stream of whoever is disabled by now, or hears of something
 * else, ends
 * @throws TooManyRequests
 */
export async function eventStream(
  ctx: Ctx,
  lastEventId: string | null,
  whoAsksNow: () => Promise<Ctx>,
): Promise<Response> {
  const stream = new NewsStream(ctx, whoAsksNow, slots().take(ctx));
  await stream.open(parsePosition(lastEventId));
  return new Response(stream.body, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
      "x-request-id": ctx.requestId,
    },
  });
}

class NewsStream {
  readonly body: ReadableStream<Uint8Array>;
  readonly #ctx: Ctx;
  readonly #whoAsksNow: () => Promise<Ctx>;
  readonly #began = Date.now();
  #checkedAt = Date.now();
  #waiting: FeedEvent[] = [];
  #greeting = `retry: ${RETRY}\n\n`;
  #wake: (() => void) | undefined;
  #leave: (() => void) | undefined;
  #ended = false;
  readonly #giveSlotBack: () => void;

  constructor(ctx: Ctx, whoAsksNow: () => Promise<Ctx>, giveSlotBack: () => void) {
    this.#ctx = ctx;
    this.#whoAsksNow = whoAsksNow;
    this.#giveSlotBack = giveSlotBack;
    const encoder = new TextEncoder();
    this.body = new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          const text = await this.#next();
          if (text === undefined) controller.close();
          else controller.enqueue(encoder.encode(text));
        },
        cancel: () => this.#end(),
      },
      { highWaterMark: 0 },
    );
  }

  /** Subscribes first and replays then, so that nothing falls between the two. */
  async open(from: FeedPosition | undefined): Promise<void> {
    await this.#subscribe(from).catch((error) => {
      // Nobody will read this stream, and so nobody would end it.
      this.#end();
      throw error;
    });
  }

  async #subscribe(from: FeedPosition | undefined): Promise<void> {
    const now = await currentPosition();
    this.#leave = await feedHub().subscribe(this.#ctx.workspaceId, (events) => this.#hear(events));
    // The browser comes back with this place also when nothing happened before the stream broke.
    this.#greeting += `id: ${positionText(from ?? now)}\n\n`;
    if (!from) return;
    const missed = await inShare(this.#ctx, () =>
      readWorkspaceFeed(this.#ctx.workspaceId, from, MAX_REPLAY + 1),
    );
    if (missed.length > MAX_REPLAY) {
      this.#greeting += `id: ${positionText(now)}\nevent: reset\ndata: {}\n\n`;
      return;
    }
    const last = missed.at(-1) ?? from;
    const news = this.#waiting.filter((event) => isLater(event, last));
    this.#waiting = [...missed.filter((event) => mayHear(this.#ctx, event)), ...news];
  }

  #hear(events: FeedEvent[]): void {
    const news = events.filter((event) => mayHear(this.#ctx, event));
    this.#waiting.push(...news);
    // It may say that the listener has another department from now on.
    if (news.some(({ type }) => type === "operator.updated")) this.#checkedAt = 0;
    if (this.#waiting.length > MAX_WAITING) this.#end();
    this.#wake?.();
  }

  #end(): void {
    this.#ended = true;
    this.#waiting = [];
    this.#leave?.();
    this.#wake?.();
    this.#giveSlotBack();
  }

  /** The next text to send, as soon as there is one; undefined at the end. */
  async #next(): Promise<string | undefined> {
    if (this.#greeting) {
      const greeting = this.#greeting;
      this.#greeting = "";
      return greeting;
    }
    if (this.#waiting.length === 0 && !this.#ended) await this.#sleep(BEAT_EVERY);
    if (Date.now() - this.#began > MAX_AGE || !(await this.#mayStay())) this.#end();
    if (this.#ended) return undefined;
    const news = this.#waiting;
    this.#waiting = [];
    return news.length > 0 ? news.map(write).join("") : BEAT;
  }

  #sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async #mayStay(): Promise<boolean> {
    if (Date.now() - this.#checkedAt < RECHECK_EVERY) return true;
    this.#checkedAt = Date.now();
    return this.#whoAsksNow().then(
      (now) => hearTheSame(now, this.#ctx),
      () => false,
    );
  }
}
