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

const keyOf = (caller: string, what: string) => `${caller} ${what}`;

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
  note(happening: Happening, tell: Tell): boolean {
    const { workspaceId, caller, what } = happening;
    const count = this.#workspaces.get(workspaceId)?.get(keyOf(caller, what));
    if (count) {
      count.times += 1;
      count.tell = tell;
      return true;
    }
    if (!this.#hasRoom(happening)) return false;
    this.#startCounting(happening, tell);
    tell(1);
    return true;
  }

  #hasRoom({ workspaceId, caller }: Happening): boolean {
    const counts = [...(this.#workspaces.get(workspaceId)?.values() ?? [])];
    const ofCaller = counts.filter((count) => count.caller === caller);
    return this.#size < MAX_IN_ALL && counts.length < MAX_OF_WORKSPACE && ofCaller.length < MAX_OF_CALLER;
  }

  #startCounting({ workspaceId, caller, what }: Happening, tell: Tell): void {
    const counts = this.#workspaces.get(workspaceId) ?? new Map<string, Count>();
    this.#workspaces.set(workspaceId, counts);
    const timer = setTimeout(() => this.#tellCount({ workspaceId, caller, what }), MINUTE);
    timer.unref();
    counts.set(keyOf(caller, what), { caller, times: 0, tell, timer });
    this.#size += 1;
  }

  #tellCount(happening: Happening): void {
    const { workspaceId, caller, what } = happening;
    const counts = this.#workspaces.get(workspaceId);
    const count = counts?.get(keyOf(caller, what));
    if (!counts || !count) return;
    counts.delete(keyOf(caller, what));
    this.#size -= 1;
    if (counts.size === 0) this.#workspaces.delete(workspaceId);
    if (count.times === 0) return;
    this.#startCounting(happening, count.tell);
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
