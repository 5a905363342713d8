import type { Ctx } from "#lib/core/ctx.ts";
import { forgetEmptyCounters } from "./roll-up-counters.ts";

/** Clears away the counters of cards that have all moved on. */
export const forgetEmptyCountersTask = ({ workspaceId }: Ctx): Promise<number> =>
  forgetEmptyCounters(workspaceId);
