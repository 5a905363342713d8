import { SECOND } from "#lib/core/clock.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { STREAM_SLOTS } from "#lib/core/limits.ts";
import { processSlots } from "#lib/core/slots.ts";
import { canSeeEvent, seeSameEvents } from "#lib/insight/feed/access.ts";
import { feedHub } from "#lib/insight/feed/follow-feed.ts";
import { parsePosition } from "#lib/insight/feed/present.ts";
import { currentPosition, type FeedEvent, type FeedPosition } from "#lib/insight/feed/queries.ts";
import { BEAT_EVERY } from "#lib/insight/feed/rules.ts";
import { onClientLeft } from "./client-left.ts";
import { BEAT, changeText, greetingAt } from "./event-text.ts";
import { replay } from "./replay.ts";

/** Events that are buffered for a slow client; with more, the stream ends and the client starts again. */
const MAX_WAITING = 1_000;
/** Milliseconds. */
const MAX_AGE = 15 * 60 * SECOND;
const RECHECK_EVERY = SECOND;

const isLater = (event: FeedPosition, than: FeedPosition) => {
  const [one, other] = [BigInt(event.txid), BigInt(than.txid)];
  return one > other || (one === other && event.id > than.id);
};

const slots = processSlots(STREAM_SLOTS, "too_many_streams", "live streams");

/**
 * The events of the caller's workspace as server-sent events, from now on or from `Last-Event-ID`. Pull-based:
 * nothing is written until the client reads.
 * @param request of the client: the stream ends when the client disconnects
 * @param readCtxNow called at most once a second: the stream ends when the caller is no longer authenticated, or may
 * see other events than before. It is held as long as the stream is open
 * @throws TooManyRequests
 */
export async function eventStream(
  ctx: Ctx,
  request: Request,
  lastEventId: string | null,
  readCtxNow: () => Promise<Ctx>,
): Promise<Response> {
  const stream = new EventStream(ctx, request, readCtxNow, slots.take(ctx));
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

class EventStream {
  readonly body: ReadableStream<Uint8Array>;
  readonly #ctx: Ctx;
  readonly #readCtxNow: () => Promise<Ctx>;
  readonly #giveSlotBack: () => void;
  readonly #ageTimer: NodeJS.Timeout;
  /** Holds the request; released when the body is read for the first time. */
  #stopListening: (() => void) | undefined;
  #checkedAt = Date.now();
  /** Text that is sent first. */
  #prefix = "";
  /** The events that the client missed; undefined once they were sent. */
  #replay: ReturnType<typeof replay> | undefined;
  #waiting: FeedEvent[] = [];
  #wake: (() => void) | undefined;
  #unsubscribe: (() => void) | undefined;
  #isOver = false;

  constructor(ctx: Ctx, request: Request, readCtxNow: () => Promise<Ctx>, giveSlotBack: () => void) {
    this.#ctx = ctx;
    this.#readCtxNow = readCtxNow;
    this.#giveSlotBack = giveSlotBack;
    this.#ageTimer = setTimeout(() => this.#end(), MAX_AGE).unref();
    const encoder = new TextEncoder();
    this.body = new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          this.#dropRequest();
          // A client reconnects when its stream ends, and gets the error as an answer if it persists.
          const text = await this.#next().catch(() => this.#end());
          if (text === undefined) controller.close();
          else controller.enqueue(encoder.encode(text));
        },
        cancel: () => this.#end(),
      },
      { highWaterMark: 0 },
    );
    this.#stopListening = onClientLeft(request, () => this.#end());
    if (this.#isOver) this.#dropRequest();
  }

  async open(from: FeedPosition | undefined): Promise<void> {
    await this.#subscribe(from).catch((error) => {
      // The stream was not returned to a reader, so it must be ended here.
      this.#end();
      throw error;
    });
  }

  /** Subscribes before it replays, so that no event is missed between the two. */
  async #subscribe(from: FeedPosition | undefined): Promise<void> {
    const now = await currentPosition();
    this.#unsubscribe = await feedHub().subscribe(this.#ctx.workspaceId, (events) => this.#receive(events));
    if (this.#isOver) return this.#unsubscribe();
    this.#prefix = greetingAt(from ?? now);
    if (!from) return;
    this.#replay = replay(this.#ctx, from, now);
    // The first page is read here, so that an invalid position is answered as an error of the request.
    this.#prefix += await this.#readMissed();
  }

  #receive(events: FeedEvent[]): void {
    const visible = events.filter((event) => canSeeEvent(this.#ctx, event));
    this.#waiting.push(...visible);
    // The event may have changed the department of this operator, and so what they may see.
    if (visible.some(({ type }) => type === "operator.updated")) this.#checkedAt = 0;
    if (this.#waiting.length > MAX_WAITING) this.#end();
    this.#wake?.();
  }

  #end(): undefined {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#waiting = [];
    clearTimeout(this.#ageTimer);
    this.#dropRequest();
    this.#unsubscribe?.();
    this.#wake?.();
    this.#giveSlotBack();
  }

  #dropRequest(): void {
    this.#stopListening?.();
    this.#stopListening = undefined;
  }

  /** The next text to send, as soon as there is one; undefined at the end. */
  async #next(): Promise<string | undefined> {
    const first = this.#prefix;
    this.#prefix = "";
    if (first) return first;
    while (this.#replay && !this.#isOver) {
      const missed = await this.#readMissed();
      await this.#recheck();
      if (missed && !this.#isOver) return missed;
    }
    if (this.#waiting.length === 0 && !this.#isOver) await this.#sleep(BEAT_EVERY);
    await this.#recheck();
    if (this.#isOver) return undefined;
    const events = this.#waiting;
    this.#waiting = [];
    return events.length > 0 ? events.map(changeText).join("") : BEAT;
  }

  /** The next page of missed events. After the last one, the buffered newer events follow. */
  async #readMissed(): Promise<string> {
    const next = await this.#replay?.next();
    if (!next) return "";
    if (!next.done) return next.value;
    const knownUpTo = next.value;
    this.#replay = undefined;
    this.#waiting = this.#waiting.filter((event) => isLater(event, knownUpTo));
    return "";
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

  /** Ends the stream when its caller may not see the same events any more. */
  async #recheck(): Promise<void> {
    if (this.#isOver || Date.now() - this.#checkedAt < RECHECK_EVERY) return;
    this.#checkedAt = Date.now();
    const canStay = await this.#readCtxNow().then(
      (now) => seeSameEvents(now, this.#ctx),
      () => false,
    );
    if (!canStay) this.#end();
  }
}
