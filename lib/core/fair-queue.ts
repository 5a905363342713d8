import { TooManyRequests } from "./errors.ts";

/** Who asks for a share, and the group whose share it is a part of: the workspace, or the address. */
type Asker = { group: number | string; caller: string };

type Shares = {
  atOnce: number;
  perGroup: number;
  perCaller: number;
  maxWaitingOfCaller: number;
  maxWaiting: number;
  /** Milliseconds. */
  waitAtMost: number;
};

type Turn = () => void;
type Waiting = { turns: Turn[] };

/**
 * Lets a limited number of operations run at once: so many in all, of one group (a workspace, say), and of one
 * caller. The others wait for a short time. Groups take turns, and so do the callers of each, however many operations
 * each has waiting.
 */
export class FairQueue {
  readonly #shares: Shares;
  #running = 0;
  #waiting = 0;
  readonly #runningOf = new Map<string | number, number>();
  /** By group and caller, those first whose turn comes next. */
  readonly #queues = new Map<number | string, Map<string, Waiting>>();

  constructor(shares: Shares) {
    this.#shares = shares;
  }

  /** @throws TooManyRequests when too many wait already, or the turn does not come in time */
  async run<Result>(asker: Asker, work: () => Promise<Result>): Promise<Result> {
    if (this.#mayRun(asker)) this.#take(asker);
    else await this.#wait(asker);
    try {
      return await work();
    } finally {
      this.#giveBack(asker);
    }
  }

  /** Operations under way, and those that wait. */
  get state(): { running: number; waiting: number } {
    return { running: this.#running, waiting: this.#waiting };
  }

  #mayRun({ group, caller }: Asker): boolean {
    const { atOnce, perGroup, perCaller } = this.#shares;
    return (
      this.#running < atOnce &&
      (this.#runningOf.get(group) ?? 0) < perGroup &&
      (this.#runningOf.get(caller) ?? 0) < perCaller
    );
  }

  #take({ group, caller }: Asker): void {
    this.#running += 1;
    for (const key of [group, caller]) this.#runningOf.set(key, (this.#runningOf.get(key) ?? 0) + 1);
  }

  #giveBack({ group, caller }: Asker): void {
    this.#running -= 1;
    for (const key of [group, caller]) {
      const left = (this.#runningOf.get(key) ?? 0) - 1;
      if (left > 0) this.#runningOf.set(key, left);
      else this.#runningOf.delete(key);
    }
    if (this.#waiting > 0) this.#serveNext();
  }

  #wait(asker: Asker): Promise<void> {
    const { maxWaiting, maxWaitingOfCaller, waitAtMost } = this.#shares;
    const callers = this.#queues.get(asker.group) ?? new Map<string, Waiting>();
    const { turns } = callers.get(asker.caller) ?? { turns: [] };
    if (this.#waiting >= maxWaiting || turns.length >= maxWaitingOfCaller) throw shareExceeded();
    this.#queues.set(asker.group, callers.set(asker.caller, { turns }));
    this.#waiting += 1;
    return new Promise((resolve, reject) => {
      const turn = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        turns.splice(turns.indexOf(turn), 1);
        this.#waiting -= 1;
        if (turns.length === 0) this.#forget(asker);
        reject(shareExceeded());
      }, waitAtMost);
      turns.push(turn);
    });
  }

  #serveNext(): void {
    for (const [group, callers] of this.#queues) {
      for (const [caller, { turns }] of callers) {
        const asker = { group, caller };
        if (!this.#mayRun(asker)) continue;
        const turn = turns.shift();
        this.#waiting -= 1;
        this.#take(asker);
        this.#goLast(asker, callers, turns);
        turn?.();
        return;
      }
    }
  }

  /** Both the caller and the group come after all others now. */
  #goLast({ group, caller }: Asker, callers: Map<string, Waiting>, turns: Turn[]): void {
    callers.delete(caller);
    if (turns.length > 0) callers.set(caller, { turns });
    this.#queues.delete(group);
    if (callers.size > 0) this.#queues.set(group, callers);
  }

  #forget({ group, caller }: Asker): void {
    const callers = this.#queues.get(group);
    callers?.delete(caller);
    if (callers?.size === 0) this.#queues.delete(group);
  }
}

function shareExceeded(): TooManyRequests {
  return new TooManyRequests(1, {
    code: "share_exceeded",
    detail: "Too many of your requests are being worked on. Try again in 1 s",
  });
}
