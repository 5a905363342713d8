import type { Ctx } from "#lib/core/ctx.ts";
import { isTransientFault } from "#lib/core/database-error.ts";
import { NotFound, Unavailable } from "#lib/core/errors.ts";
import { faultDetails, log } from "#lib/core/log.ts";
import { read } from "#lib/core/transact.ts";
import { getSettings } from "#lib/workspace/settings/queries.ts";
import { analyzeLead } from "./analyze-lead.ts";
import { listDueLeads } from "./queries.ts";

/** Leads that one run analyses: with the slowest answers they are done before the run is given up. */
const MAX_PER_RUN = 20;

/**
 * Analyses the leads that have changed enough, or whose score is old, unless the workspace turned that off.
 * It uses at most half of the workspace's calls of a minute, so that people can still ask. When the
 * provider does not answer it stops; the next run goes on with another lead.
 * @returns how many were analysed
 */
export async function analyzeDueTask(ctx: Ctx): Promise<number> {
  const due = await read(ctx, async (tx) => {
    const settings = await getSettings(tx);
    if (settings.aiAnalyzeAfterMessages === 0) return [];
    const most = Math.min(MAX_PER_RUN, Math.ceil(settings.aiCallsPerMinute / 2));
    return listDueLeads(tx, settings, most);
  });
  let analysed = 0;
  for (const leadId of due) {
    try {
      await analyzeLead(ctx, leadId);
      analysed += 1;
    } catch (error) {
      // Somebody wiped it meanwhile.
      if (error instanceof NotFound) continue;
      if (error instanceof Unavailable) {
        log.info({ analysed, due: due.length, code: error.code }, "Leads wait for their analysis");
        break;
      }
      if (isTransientFault(error)) throw error;
      // The next run would find this lead first again, and those behind it would never have their turn.
      log.error({ workspaceId: ctx.workspaceId, leadId, ...faultDetails(error) }, "A lead was not analysed");
    }
  }
  return analysed;
}
