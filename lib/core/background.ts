import { faultDetails, log } from "./log.ts";

/** Pieces of work that may wait in one queue. Further ones are dropped, so that a flood cannot fill the memory. */
const MAX_WAITING = 200;

type Work = () => Promise<unknown>;

type Background = {
  /** By name. Only queues with work are here, and the one whose turn comes next is the first. */
  queues: Map<string, Work[]>;
  dropped: number;
  /** Until all queues are empty. */
  running: Promise<void> | undefined;
  flushers: Set<() => void>;
};

// The server and its pages each load a copy of this module, and all copies must share one set of queues.
const globals = globalThis as typeof globalThis & { leadlineBackground?: Background };

function background(): Background {
  globals.leadlineBackground ??= {
    queues: new Map(),
    dropped: 0,
    running: undefined,
    flushers: new Set(),
  };
  return globals.leadlineBackground;
}

/**
 * Runs work after the request that leaves it, one piece at a time, so it takes one database connection at most. A
 * failure is logged and does not fail the request. Queues take turns, so a flood in one hardly delays the others.
 * @param queue names work that may wait together, such as one kind of event of one workspace. No text of a request
 * may be part of the name, because a request could then open any number of queues.
 * @returns false when the queue is full and the work was dropped
 */
export function runInBackground(queue: string, work: Work): boolean {
  const state = background();
  const waiting = state.queues.get(queue) ?? [];
  if (waiting.length >= MAX_WAITING) {
    state.dropped += 1;
    return false;
  }
  waiting.push(work);
  state.queues.set(queue, waiting);
  state.running ??= runAll(state);
  return true;
}

async function runAll(state: Background): Promise<void> {
  // Yields first, so that the request continues before the work starts.
  await null;
  for (let work = takeNext(state); work; work = takeNext(state)) {
    try {
      await work();
    } catch (error) {
      log.error(faultDetails(error), "background work failed");
    }
  }
  state.running = undefined;
  if (state.dropped > 0) log.warn({ leftOut: state.dropped }, "background work was left out");
  state.dropped = 0;
}

/** The first piece of the queue whose turn it is. The queue moves to the back. */
function takeNext({ queues }: Background): Work | undefined {
  for (const [queue, waiting] of queues) {
    const work = waiting.shift();
    queues.delete(queue);
    if (waiting.length > 0) queues.set(queue, waiting);
    return work;
  }
  return undefined;
}

/** Calls `flush` before the process exits, to start work that would otherwise wait for a timer. */
export function flushBeforeExit(flush: () => void): void {
  background().flushers.add(flush);
}

/** Starts work that waits for a timer, and resolves when all work is done, including work that it queues. */
export async function settleBackground(): Promise<void> {
  const state = background();
  do {
    await state.running;
    for (const flush of state.flushers) flush();
  } while (state.running);
}
