import { setTimeout as sleep } from "node:timers/promises";
import type { JobResult, PgBoss, Job as QueuedJob } from "pg-boss";
import { databaseUrl } from "#db/config.ts";
import { openQueue } from "#db/queue.ts";
import { jobCtx } from "#lib/auth/ctx.ts";
import { faultDetails, log } from "#lib/core/log.ts";
import { listWorkspaces } from "#lib/workspace/settings/create-workspace.ts";
import type { Job } from "./registry.ts";

/** A queued run: the workspace that it is for, or null for the whole installation. */
type Run = { workspaceId: number | null };

/** Seconds. */
const POLL_SECONDS = 5;
/** Without a heartbeat for this long a worker counts as dead, and another one takes its run. */
const HEARTBEAT_SECONDS = 15;
const CHECK_HEARTBEATS_SECONDS = 10;
const MAX_RUN_SECONDS = 300;
const CLEAN_UP_SECONDS = 300;
const MIN_RETENTION_SECONDS = 900;
/** Milliseconds. */
const QUEUE_RETRY_AFTER = 2_000;
const STOP_TIMEOUT = 10_000;

/** Workspaces of one job that a worker processes at once. */
const MAX_CONCURRENT_RUNS = 5;

/**
 * Runs `jobs` until `stop` is called, which waits for the current runs. Any number of workers may do so at once.
 * Later failures do not stop it.
 * @throws when the database cannot be reached at the start
 */
export async function startJobs(jobs: readonly Job[]): Promise<{ stop: () => Promise<void> }> {
  const queue = openQueue(databaseUrl(), {
    superviseIntervalSeconds: CHECK_HEARTBEATS_SECONDS,
    monitorIntervalSeconds: CHECK_HEARTBEATS_SECONDS,
    maintenanceIntervalSeconds: CLEAN_UP_SECONDS,
  });
  queue.on("error", (error) => log.error(faultDetails(error), "The job queue failed, and goes on"));
  await queue.start();
  const stopping = new AbortController();
  const filing: Promise<void>[] = [];
  for (const job of jobs) {
    const workerId = await work(queue, job);
    filing.push(queueEachInterval(job, stopping.signal, () => queueRuns(queue, job, workerId)));
  }
  return {
    stop: async () => {
      stopping.abort();
      await Promise.all(filing);
      await queue.stop({ timeout: STOP_TIMEOUT });
    },
  };
}

/** Processes the queued runs of `job` from now on. Returns the id of this worker in pg-boss. */
async function work(queue: PgBoss, job: Job): Promise<string> {
  const settings = {
    expireInSeconds: MAX_RUN_SECONDS,
    heartbeatSeconds: HEARTBEAT_SECONDS,
    retryLimit: 3,
    retryDelay: 1,
    retryBackoff: true,
    // Runs are retained, because the row of a run keeps its interval from being queued twice.
    deleteAfterSeconds: Math.max(MIN_RETENTION_SECONDS, 2 * job.everySeconds),
  };
  // Exclusive: while a workspace's run waits, runs or will be retried, there is no second one.
  await queue.createQueue(job.name, { policy: "exclusive", ...settings });
  await queue.updateQueue(job.name, settings);
  const options = {
    batchSize: MAX_CONCURRENT_RUNS,
    burstWhenBatchFull: true,
    perJobResults: true,
    pollingIntervalSeconds: POLL_SECONDS,
  } as const;
  return queue.work<Run, void, typeof options>(job.name, options, (runs) =>
    Promise.all(runs.map((queued) => run(job, queued))),
  );
}

async function run(job: Job, { id, data }: QueuedJob<Run>): Promise<JobResult> {
  try {
    if (job.scope === "installation") await job.run();
    else if (data.workspaceId !== null) await job.run(jobCtx(data.workspaceId, job.name));
    return { id, status: "completed" };
  } catch (error) {
    log.error({ ...faultDetails(error), job: job.name, workspaceId: data.workspaceId }, "A job failed");
    return { id, status: "failed" };
  }
}

/** Queues the runs of each interval when it begins, and at the start those of the present one. */
async function queueEachInterval(
  job: Job,
  stopping: AbortSignal,
  file: () => Promise<boolean>,
): Promise<void> {
  const interval = job.everySeconds * 1000;
  while (!stopping.aborted) {
    const filed = await file();
    const pause = filed ? interval - (Date.now() % interval) : QUEUE_RETRY_AFTER;
    await sleep(pause, undefined, { signal: stopping }).catch(() => {});
  }
}

async function listRuns(job: Job): Promise<Run[]> {
  if (job.scope === "installation") return [{ workspaceId: null }];
  const workspaces = await (job.workspaces ?? listWorkspaces)();
  return workspaces.map(({ id }) => ({ workspaceId: id }));
}

/**
 * Queues one run for each participating workspace, or one for the installation. The database numbers the intervals
 * and accepts one run of each, so any number of workers may queue it any number of times.
 */
async function queueRuns(queue: PgBoss, job: Job, workerId: string): Promise<boolean> {
  try {
    const runs = await listRuns(job);
    if (runs.length === 0) return true;
    await queue.insert(
      job.name,
      runs.map((data) => ({
        data,
        singletonKey: String(data.workspaceId ?? "installation"),
        singletonSeconds: job.everySeconds,
      })),
    );
    // Starts the worker now instead of at its next poll, which is for retries and other workers' runs.
    queue.notifyWorker(workerId);
    return true;
  } catch (error) {
    log.error({ ...faultDetails(error), job: job.name }, "A job could not be filed, and is filed again soon");
    return false;
  }
}
