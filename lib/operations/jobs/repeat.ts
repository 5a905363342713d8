import { setTimeout as sleep } from "node:timers/promises";
import { faultDetails, log } from "#lib/core/log.ts";

/**
 * Runs rounds, too often for a queue, until `stop` is called, which waits for the round under way. A round that fails
 * is made up for by the next.
 * @param pause milliseconds between two rounds
 * @param failure what the log says of a round that failed
 */
export function repeat(
  pause: number,
  failure: string,
  round: () => Promise<void>,
): { stop: () => Promise<void> } {
  const stopping = new AbortController();
  const rounds = (async () => {
    while (!stopping.signal.aborted) {
      await round().catch((error) => log.error(faultDetails(error), failure));
      await sleep(pause, undefined, { signal: stopping.signal }).catch(() => {});
    }
  })();
  return {
    stop: () => {
      stopping.abort();
      return rounds;
    },
  };
}
