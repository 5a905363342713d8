import { SECOND } from "#lib/core/clock.ts";
import { rollUpCounters, workspacesToRollUp } from "#lib/counters/roll-up-counters.ts";
import { repeat } from "./repeat.ts";

/**
 * Adds the deltas of every workspace to its counters, each second until `stop` is called, which waits for the round
 * under way. Any number of workers may do so, and what waits is counted all the same.
 */
export const keepCounters = (): { stop: () => Promise<void> } =>
  repeat(SECOND, "Counters could not be added up", async () => {
    for (const workspaceId of await workspacesToRollUp()) await rollUpCounters(workspaceId);
  });
