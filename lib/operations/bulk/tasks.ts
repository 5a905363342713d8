import { setTimeout as sleep } from "node:timers/promises";
import { clock, SECOND } from "#lib/core/clock.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { isTransientFault } from "#lib/core/database-error.ts";
import { faultDetails, log } from "#lib/core/log.ts";
import { read } from "#lib/core/transact.ts";
import { listUnfinishedIds } from "./queries.ts";
import { type Remaining, workBulkJob } from "./work-bulk-job.ts";

/** Milliseconds of a run, less than a worker has to stop; the next run continues a moment later. */
const WORK_FOR = 8 * SECOND;

/** Works on the bulk jobs of a workspace in turn, a moment each, so that a long one does not block the others. */
export async function workBulkJobsTask(ctx: Ctx): Promise<void> {
  const until = clock.now().getTime() + WORK_FOR;
  const isTimeLeft = () => clock.now().getTime() < until;
  while (isTimeLeft()) {
    let isAtWork = false;
    const jobs = await read(ctx, listUnfinishedIds);
    if (jobs.length === 0) return;
    for (const jobId of jobs) {
      if ((await workOrSkip(ctx, jobId)) !== "waits") isAtWork = true;
      if (!isTimeLeft()) return;
    }
    if (!isAtWork) await sleep(SECOND);
  }
}

/**
 * Works on a job for a moment. A job that fails waits, so that it does not block the others.
 * @throws a transient fault of the database, after which the run is repeated
 */
async function workOrSkip(ctx: Ctx, jobId: number): Promise<Remaining> {
  try {
    return await workBulkJob(ctx, jobId);
  } catch (error) {
    if (isTransientFault(error)) throw error;
    log.error({ workspaceId: ctx.workspaceId, jobId, ...faultDetails(error) }, "A bulk job failed");
    return "waits";
  }
}
