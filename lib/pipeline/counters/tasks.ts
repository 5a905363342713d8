import type { Ctx } from "#lib/core/ctx.ts";
import { deleteEmptyCounters } from "./roll-up-counters.ts";

/** Deletes counters without cards. */
export const deleteEmptyCountersTask = ({ workspaceId }: Ctx): Promise<number> =>
  deleteEmptyCounters(workspaceId);
