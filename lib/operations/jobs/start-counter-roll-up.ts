import { SECOND } from "#lib/core/clock.ts";
import { isTransientFault } from "#lib/core/database-error.ts";
import { faultDetails, log } from "#lib/core/log.ts";
import { listWorkspacesToRollUp, rollUpCounters } from "#lib/pipeline/counters/roll-up-counters.ts";
import { repeat } from "./repeat.ts";

const FAILURE = "Counters could not be added up";

/**
 * Adds the deltas of every workspace to its counters, each second until `stop` is called, which waits for the current
 * round. Any number of workers may do so. Figures are exact at any time, because reads include pending deltas.
 */
export const startCounterRollUp = (): { stop: () => Promise<void> } =>
  repeat(SECOND, FAILURE, async () => {
    for (const workspaceId of await listWorkspacesToRollUp()) {
      // A failure in one workspace must not stop the others.
      await rollUpCounters(workspaceId).catch((error) => {
        if (isTransientFault(error)) throw error;
        log.error({ workspaceId, ...faultDetails(error) }, FAILURE);
      });
    }
  });
