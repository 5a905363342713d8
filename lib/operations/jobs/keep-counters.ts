import { SECOND } from "#lib/core/clock.ts";
import { isTransientFault } from "#lib/core/database-error.ts";
import { faultDetails, log } from "#lib/core/log.ts";
import { listWorkspacesToRollUp, rollUpCounters } from "#lib/pipeline/counters/roll-up-counters.ts";
import { repeat } from "./repeat.ts";

const FAILURE = "Counters could not be added up";

/**
 * Adds the deltas of every workspace to its counters, each second until `stop` is called, which waits for the round
 * under way. Any number of workers may do so, and what waits is counted all the same.
 */
export const keepCounters = (): { stop: () => Promise<void> } =>
  repeat(SECOND, FAILURE, async () => {
    for (const workspaceId of await listWorkspacesToRollUp()) {
      // One workspace that cannot be counted keeps none of the others from it.
      await rollUpCounters(workspaceId).catch((error) => {
        if (isTransientFault(error)) throw error;
        log.error({ workspaceId, ...faultDetails(error) }, FAILURE);
      });
    }
  });
