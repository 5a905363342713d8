import { listenForChanges } from "#db/listen.ts";
import { SECOND } from "#lib/core/clock.ts";
import { log } from "#lib/core/log.ts";
import { once } from "#lib/core/once.ts";
import { currentPosition, type FeedEvent, type FeedPosition, readFeed } from "./queries.ts";

/** Called with each batch of events of one workspace, in order. Must not throw or wait. */
export type Subscriber = (events: FeedEvent[]) => void;

/** Milliseconds between two polls without a notification, in case one was lost. */
const POLL_EVERY = SECOND;
const BATCH = 500;

/** Reads the feed once for the whole process and distributes the events by workspace. */
class FeedHub {
  readonly #subscribers = new Map<number, Set<Subscriber>>();
  #position: FeedPosition | undefined;
  #draining: Promise<void> | undefined;
  #again = false;

  /**
   * Begins to listen and to poll. If the database is unavailable at the first subscription, the next one tries again.
   */
  readonly #start = once(async () => {
    this.#position ??= await currentPosition();
    await listenForChanges(() => this.#wake());
    setInterval(() => this.#wake(), POLL_EVERY).unref();
  });

  /** @returns a function that unsubscribes */
  async subscribe(workspaceId: number, subscriber: Subscriber): Promise<() => void> {
    await this.#start();
    const subscribers = this.#subscribers.get(workspaceId) ?? new Set();
    this.#subscribers.set(workspaceId, subscribers.add(subscriber));
    return () => {
      subscribers.delete(subscriber);
      if (subscribers.size === 0) this.#subscribers.delete(workspaceId);
    };
  }

  get subscriberCount(): number {
    let count = 0;
    for (const subscribers of this.#subscribers.values()) count += subscribers.size;
    return count;
  }

  #wake(): void {
    if (this.#draining) {
      this.#again = true;
      return;
    }
    this.#draining = this.#drain()
      .catch((error: Error) => log.warn({ error: error.message }, "the change feed could not be read"))
      .finally(() => {
        this.#draining = undefined;
        if (this.#again) {
          this.#again = false;
          this.#wake();
        }
      });
  }

  async #drain(): Promise<void> {
    for (;;) {
      if (!this.#position) return;
      const events = await readFeed(this.#position, BATCH);
      const last = events.at(-1);
      if (!last) return;
      this.#position = { txid: last.txid, id: last.id };
      this.#publish(events);
      if (events.length < BATCH) return;
    }
  }

  #publish(events: FeedEvent[]): void {
    for (const [workspaceId, subscribers] of this.#subscribers) {
      const own = events.filter((event) => event.workspaceId === workspaceId);
      if (own.length > 0) for (const subscriber of subscribers) subscriber(own);
    }
  }
}

// Development reloads modules, and the hub must survive that.
const globals = globalThis as typeof globalThis & { leadlineHub?: FeedHub };

/** The one hub of this process. */
export function feedHub(): FeedHub {
  globals.leadlineHub ??= new FeedHub();
  return globals.leadlineHub;
}
