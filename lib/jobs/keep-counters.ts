import { setTimeout as sleep } from "node:timers/promises";
import { SECOND } from "#lib/core/clock.ts";
import { faultDetails, log } from "#lib/core/log.ts";
import { rollUpCounters, workspacesToRollUp } from "#lib/counters/roll-up-counters.ts";

/** Milliseconds between two rounds. */
const PAUSE = SECOND;

/**
 * Adds the deltas of every workspace to its counters, each second until `stop` is called, which waits for
 * the round under way. Too often for a queue. Any number of workers may do so; a round that fails is made up
 * for by the next, and what waits is counted all the same.
 */
export function keepCounters(): { stop: () => Promise<void> } {
  const stopping = new AbortController();
  const rounds = (async () => {
    while (!stopping.signal.aborted) {
      await rollUpAll().catch((error) => log.error(faultDetails(error), "Counters could not be added up"));
      await sleep(PAUSE, undefined, { signal: stopping.signal }).catch(() => {});
    }
  })();
  return {
    stop: () => {
      stopping.abort();
      return rounds;
    },
  };
}

async function rollUpAll(): Promise<void> {
  for (const workspaceId of await workspacesToRollUp()) await rollUpCounters(workspaceId);
}
