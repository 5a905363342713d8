import { TooManyRequests } from "./errors.ts";

/** The caller that wants to run an operation, and its group: the workspace, or the client's network. */
type Requester = { group: number | string; caller: string };

type Shares = {
  atOnce: number;
  perGroup: number;
  perCaller: number;
  maxWaitingOfCaller: number;
  /** A group may have any number of callers, so there is a limit for the group as well. */
  maxWaitingOfGroup: number;
  maxWaiting: number;
  /** Milliseconds. */
  maxWait: number;
  /**
   * Milliseconds. After an operation, a caller who has more waiting rests for as long as that operation took, up to
   * this limit, so that one caller never keeps a processor busy all the time. Other callers are not delayed by it.
   */
  maxRest?: number;
};

type Turn = () => void;
/** The operations of a group that wait, by caller: the caller whose turn comes next is first. */
type Group = { waiting: number; callers: Map<string, Turn[]> };

/** What runs and what waits. */
export type QueueState = {
  running: number;
  waiting: number;
  runningOf: Map<string | number, number>;
  /** The group whose turn comes next is first. */
  groups: Map<number | string, Group>;
};

export const emptyQueue = (): QueueState => ({
  running: 0,
  waiting: 0,
  runningOf: new Map(),
  groups: new Map(),
});

/**
 * Lets a limited number of operations run at once: so many in all, of one group (a workspace, say), and of one
 * caller. The others wait for a short time. Groups take turns, and so do the callers of each, however many operations
 * each has waiting.
 */
export class FairQueue {
  readonly #shares: Shares;
  readonly #queue: QueueState;

  /** @param queue shared by several `FairQueue`s that count the same operations */
  constructor(shares: Shares, queue = emptyQueue()) {
    this.#shares = shares;
    this.#queue = queue;
  }

  /** @throws TooManyRequests when too many wait already, or the turn does not come in time */
  async run<Result>(requester: Requester, work: () => Promise<Result>): Promise<Result> {
    if (this.#hasRoom(requester.group) && this.#isWithinShare(requester.caller)) this.#take(requester);
    else await this.#wait(requester);
    const began = performance.now();
    try {
      return await work();
    } finally {
      this.#release(requester, performance.now() - began);
    }
  }

  /** Operations under way, and those that wait. */
  get state(): { running: number; waiting: number } {
    const { running, waiting } = this.#queue;
    return { running, waiting };
  }

  /** Whether another operation of the group may run, if its caller has a share left. */
  #hasRoom(group: Requester["group"]): boolean {
    return (
      this.#queue.running < this.#shares.atOnce &&
      (this.#queue.runningOf.get(group) ?? 0) < this.#shares.perGroup
    );
  }

  #isWithinShare(caller: string): boolean {
    return (this.#queue.runningOf.get(caller) ?? 0) < this.#shares.perCaller;
  }

  #take({ group, caller }: Requester): void {
    this.#queue.running += 1;
    for (const key of [group, caller])
      this.#queue.runningOf.set(key, (this.#queue.runningOf.get(key) ?? 0) + 1);
  }

  #release({ group, caller }: Requester, took: number): void {
    const hasMore = this.#queue.groups.get(group)?.callers.has(caller);
    const rest = hasMore ? Math.min(took, this.#shares.maxRest ?? 0) : 0;
    this.#queue.running -= 1;
    this.#decrement(group);
    if (rest >= 1) {
      setTimeout(() => {
        this.#decrement(caller);
        this.#startNext();
      }, rest);
    } else this.#decrement(caller);
    this.#startNext();
  }

  #decrement(key: string | number): void {
    const left = (this.#queue.runningOf.get(key) ?? 0) - 1;
    if (left > 0) this.#queue.runningOf.set(key, left);
    else this.#queue.runningOf.delete(key);
  }

  #wait(requester: Requester): Promise<void> {
    const { maxWaiting, maxWaitingOfGroup, maxWaitingOfCaller, maxWait } = this.#shares;
    const group = this.#queue.groups.get(requester.group) ?? {
      waiting: 0,
      callers: new Map<string, Turn[]>(),
    };
    const turns = group.callers.get(requester.caller) ?? [];
    const isFull =
      this.#queue.waiting >= maxWaiting ||
      group.waiting >= maxWaitingOfGroup ||
      turns.length >= maxWaitingOfCaller;
    if (isFull) throw shareExceeded();
    this.#queue.groups.set(requester.group, group);
    group.callers.set(requester.caller, turns);
    group.waiting += 1;
    this.#queue.waiting += 1;
    return new Promise((resolve, reject) => {
      const turn = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        turns.splice(turns.indexOf(turn), 1);
        this.#dropTurn(requester, group, turns);
        reject(shareExceeded());
      }, maxWait);
      turns.push(turn);
    });
  }

  /**
   * Runs the next operation that its shares allow. A group without room costs one look, and in a group with room only
   * callers that run something are passed over, so the number of those that wait does not matter.
   */
  #startNext(): void {
    if (this.#queue.waiting === 0) return;
    for (const [groupKey, group] of this.#queue.groups) {
      if (!this.#hasRoom(groupKey)) continue;
      for (const [caller, turns] of group.callers) {
        if (!this.#isWithinShare(caller)) continue;
        const requester = { group: groupKey, caller };
        const turn = turns.shift();
        this.#take(requester);
        this.#moveToBack(requester, group, turns);
        this.#dropTurn(requester, group, turns);
        turn?.();
        return;
      }
    }
  }

  /** Moves the caller and the group to the back. */
  #moveToBack(requester: Requester, group: Group, turns: Turn[]): void {
    group.callers.delete(requester.caller);
    group.callers.set(requester.caller, turns);
    this.#queue.groups.delete(requester.group);
    this.#queue.groups.set(requester.group, group);
  }

  /** Counts a turn that left its queue, and deletes queues that are empty now. */
  #dropTurn(requester: Requester, group: Group, turns: Turn[]): void {
    this.#queue.waiting -= 1;
    group.waiting -= 1;
    if (turns.length === 0) group.callers.delete(requester.caller);
    if (group.waiting === 0) this.#queue.groups.delete(requester.group);
  }
}

function shareExceeded(): TooManyRequests {
  return new TooManyRequests(1, {
    code: "share_exceeded",
    detail: "Too many of your requests are being worked on. Try again in 1 s",
  });
}
