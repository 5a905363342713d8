import { faultDetails, log } from "./log.ts";

/** Pieces of work that may wait in one queue. Further ones are left out, so that a flood cannot fill the memory. */
const MAX_WAITING = 200;

type Work = () => Promise<unknown>;

type Background = {
  /** By name. Only queues with work are here, and the one whose turn comes next is the first. */
  queues: Map<string, Work[]>;
  leftOut: number;
  /** Until all queues are empty. */
  running: Promise<void> | undefined;
  flushers: Set<() => void>;
};

// The server's own module and those of its pages are loaded apart, and there must be one set of queues all the same.
const globals = globalThis as typeof globalThis & { leadlineBackground?: Background };

function background(): Background {
  globals.leadlineBackground ??= {
    queues: new Map(),
    leftOut: 0,
    running: undefined,
    flushers: new Set(),
  };
  return globals.leadlineBackground;
}

/**
 * Runs work that a request leaves behind, one piece after another and beside the request: it takes one connection at
 * most, and its failure is logged and fails nothing. Queues take turns, so a flood in one hardly delays the others.
 * @param queue names work that may wait together, such as one kind of event of one workspace. No text of a request may
 * be part of the name, because a request could then open any number of queues.
 * @returns false when too much waits in this queue, and the work was left out
 */
export function runInBackground(queue: string, work: Work): boolean {
  const state = background();
  const waiting = state.queues.get(queue) ?? [];
  if (waiting.length >= MAX_WAITING) {
    state.leftOut += 1;
    return false;
  }
  waiting.push(work);
  state.queues.set(queue, waiting);
  state.running ??= runAll(state);
  return true;
}

async function runAll(state: Background): Promise<void> {
  // The request that leaves the first piece behind goes on before that starts.
  await null;
  for (let work = takeNext(state); work; work = takeNext(state)) {
    try {
      await work();
    } catch (error) {
      log.error(faultDetails(error), "background work failed");
    }
  }
  state.running = undefined;
  if (state.leftOut > 0) log.warn({ leftOut: state.leftOut }, "background work was left out");
  state.leftOut = 0;
}

/** The first piece of the queue whose turn it is. That queue comes after all others then. */
function takeNext({ queues }: Background): Work | undefined {
  for (const [queue, waiting] of queues) {
    const work = waiting.shift();
    queues.delete(queue);
    if (waiting.length > 0) queues.set(queue, waiting);
    return work;
  }
  return undefined;
}

/** Calls `flush` before the process ends: it starts what would otherwise wait for a timer. */
export function flushBeforeExit(flush: () => void): void {
  background().flushers.add(flush);
}

/** Starts what waits for a timer, and resolves when all work is done, also what that work left behind. */
export async function settleBackground(): Promise<void> {
  const state = background();
  do {
    await state.running;
    for (const flush of state.flushers) flush();
  } while (state.running);
}
