import { setTimeout as sleep } from "node:timers/promises";
import { faultDetails, log } from "#lib/core/log.ts";

/**
 * Runs rounds that are too frequent for a queue, until `stop` is called, which waits for the current round. The next
 * round makes up for one that failed.
 * @param pause milliseconds between two rounds
 * @param failure the log message for a failed round
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
