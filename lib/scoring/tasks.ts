import type { Ctx } from "#lib/core/ctx.ts";
import { isTransientFault } from "#lib/core/database-error.ts";
import { NotFound, Unavailable } from "#lib/core/errors.ts";
import { faultDetails, log } from "#lib/core/log.ts";
import { read } from "#lib/core/transact.ts";
import { getSettings } from "#lib/workspace/settings/queries.ts";
import { analyzeLead } from "./analyze-lead.ts";
import { listDueLeads } from "./queries.ts";

/** Leads that one run scores. Even with the slowest answers the run ends before its time-out. */
const MAX_PER_RUN = 20;

/**
 * Scores leads that have changed enough or whose score is stale, unless the workspace turned that off. It uses at
 * most half of the workspace's calls per minute, so that people can still score leads. It stops when the provider
 * does not answer; the next run continues with another lead.
 * @returns how many were scored
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
      // The lead was deleted meanwhile.
      if (error instanceof NotFound) continue;
      if (error instanceof Unavailable) {
        log.info({ analysed, due: due.length, code: error.code }, "Leads wait for their analysis");
        break;
      }
      if (isTransientFault(error)) throw error;
      // Continue with the next lead. Otherwise the next run would find this lead first again, and the others would
      // never be scored.
      log.error({ workspaceId: ctx.workspaceId, leadId, ...faultDetails(error) }, "A lead was not analysed");
    }
  }
  return analysed;
}
