import { flushBeforeExit } from "#lib/core/background.ts";
import { MINUTE } from "#lib/core/clock.ts";

/** Different things that are counted at the same time. Each takes some 500 bytes. */
const MAX_OF_CALLER = 20;
const MAX_OF_WORKSPACE = 200;
const MAX_IN_ALL = 20_000;

/** What happened, in which workspace, and who caused it. The same thing again is counted. */
type Happening = { workspaceId: number | null; caller: string; what: string };

/** Writes or logs what happened. @param times how often it happened since the last call */
type Tell = (times: number) => void;

type Count = { caller: string; times: number; tell: Tell; timer: NodeJS.Timeout };

/**
 * Tells of something when it happens for the first time, and then at most once a minute with a count: a flood leaves
 * one line a minute. Each workspace, and each caller in it, has room for a number of different things. When a caller's
 * room is used up, other things that they do are not told until a minute is over; those of other callers still are.
 */
export class Digest {
  readonly #workspaces = new Map<number | null, Map<string, Count>>();
  #size = 0;

  constructor() {
    flushBeforeExit(() => this.#flush());
  }

  /** @returns false when there was no room for it, and nothing was told */
  note({ workspaceId, caller, what }: Happening, tell: Tell): boolean {
    const counts = this.#workspaces.get(workspaceId) ?? new Map<string, Count>();
    const key = `${caller} ${what}`;
    const count = counts.get(key);
    if (count) {
      count.times += 1;
      count.tell = tell;
      return true;
    }
    if (!this.#hasRoom(counts, caller)) return false;
    this.#workspaces.set(workspaceId, counts);
    this.#startCounting(counts, key, caller, tell);
    tell(1);
    return true;
  }

  #hasRoom(counts: Map<string, Count>, caller: string): boolean {
    if (this.#size >= MAX_IN_ALL || counts.size >= MAX_OF_WORKSPACE) return false;
    return [...counts.values()].filter((count) => count.caller === caller).length < MAX_OF_CALLER;
  }

  #startCounting(counts: Map<string, Count>, key: string, caller: string, tell: Tell): void {
    const timer = setTimeout(() => this.#tellCount(counts, key), MINUTE);
    timer.unref();
    counts.set(key, { caller, times: 0, tell, timer });
    this.#size += 1;
  }

  #tellCount(counts: Map<string, Count>, key: string): void {
    const count = counts.get(key);
    if (!count) return;
    counts.delete(key);
    this.#size -= 1;
    if (count.times === 0) return;
    this.#startCounting(counts, key, count.caller, count.tell);
    count.tell(count.times);
  }

  #flush(): void {
    const counts = [...this.#workspaces.values()].flatMap((ofWorkspace) => [...ofWorkspace.values()]);
    for (const { timer, times, tell } of counts) {
      clearTimeout(timer);
      if (times > 0) tell(times);
    }
    this.#workspaces.clear();
    this.#size = 0;
  }
}
