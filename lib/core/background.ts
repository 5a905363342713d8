import { faultDetails, log } from "./log.ts";

/** Pieces of work that may wait. Beyond them new ones are left out, so that a flood cannot fill the memory. */
const MAX_WAITING = 200;

type Background = {
  waiting: number;
  leftOut: number;
  last: Promise<void>;
  flushers: Set<() => void>;
};

// The server's own module and those of its pages are loaded apart, and there must be one queue all the same.
const globals = globalThis as typeof globalThis & { leadlineBackground?: Background };

function background(): Background {
  globals.leadlineBackground ??= { waiting: 0, leftOut: 0, last: Promise.resolve(), flushers: new Set() };
  return globals.leadlineBackground;
}

/**
 * Runs work that a request leaves behind, one piece after another and beside the request: it takes one connection at
 * most, and its failure is logged and fails nothing.
 */
export function runInBackground(work: () => Promise<unknown>): void {
  const state = background();
  if (state.waiting >= MAX_WAITING) {
    state.leftOut += 1;
    return;
  }
  state.waiting += 1;
  state.last = state.last.then(work).then(
    () => finish(state),
    (error: unknown) => {
      log.error(faultDetails(error), "background work failed");
      finish(state);
    },
  );
}

function finish(state: Background): void {
  state.waiting -= 1;
  if (state.waiting > 0 || state.leftOut === 0) return;
  log.warn({ leftOut: state.leftOut }, "background work was left out");
  state.leftOut = 0;
}

/** Calls `flush` before the process ends: it starts what would otherwise wait for a timer. */
export function flushBeforeExit(flush: () => void): void {
  background().flushers.add(flush);
}

/** Starts what waits for a timer, and resolves when all work is done, also what that work left behind. */
export async function settleBackground(): Promise<void> {
  const state = background();
  let settled: Promise<void> | undefined;
  while (settled !== state.last) {
    settled = state.last;
    await settled;
    for (const flush of state.flushers) flush();
  }
}
