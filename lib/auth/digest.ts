import { flushBeforeExit } from "#lib/core/background.ts";
import { MINUTE } from "#lib/core/clock.ts";

/** Things that are counted at the same time. Beyond them a new one is not told. */
const MAX_COUNTED = 200;

/** Tells of something. @param times how often it happened since it was told of last */
type Tell = (times: number) => void;

type Count = { times: number; tell: Tell; timer: NodeJS.Timeout };

/**
 * Tells at once of what happens for the first time, and then at most once a minute, with a count: a flood leaves a
 * line each minute, and nothing of it is lost.
 */
export class Digest {
  readonly #counts = new Map<string, Count>();

  constructor() {
    flushBeforeExit(() => this.#flush());
  }

  note(key: string, tell: Tell): void {
    const count = this.#counts.get(key);
    if (count) {
      count.times += 1;
      count.tell = tell;
      return;
    }
    if (this.#counts.size >= MAX_COUNTED) return;
    this.#startCounting(key, tell);
    tell(1);
  }

  #startCounting(key: string, tell: Tell): void {
    const timer = setTimeout(() => this.#tellCount(key), MINUTE);
    timer.unref();
    this.#counts.set(key, { times: 0, tell, timer });
  }

  #tellCount(key: string): void {
    const count = this.#counts.get(key);
    this.#counts.delete(key);
    if (!count || count.times === 0) return;
    this.#startCounting(key, count.tell);
    count.tell(count.times);
  }

  #flush(): void {
    for (const { timer, times, tell } of this.#counts.values()) {
      clearTimeout(timer);
      if (times > 0) tell(times);
    }
    this.#counts.clear();
  }
}
