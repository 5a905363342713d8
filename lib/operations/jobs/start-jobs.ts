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
const LOOK_FOR_RUNS_EVERY = 5;
/** A worker that was killed gives no sign of life; after this its run is another's. */
const SIGN_OF_LIFE_WITHIN = 15;
const LOOK_FOR_DEAD_EVERY = 10;
const MAX_RUN_SECONDS = 300;
const CLEAN_UP_EVERY = 300;
const MIN_RETENTION_SECONDS = 900;
/** Milliseconds. */
const FILE_AGAIN_AFTER = 2_000;
const STOP_WITHIN = 10_000;

/** Workspaces of one job that a worker takes at once. Runs of several jobs wait for a connection of the pool. */
const RUNS_AT_ONCE = 5;

/**
 * Works on `jobs` until `stop` is called, which waits for the runs that are under way.
 * Any number of workers may do so at once. Nothing that fails later on ends it.
 * @throws when the database cannot be reached at the start
 */
export async function startJobs(jobs: readonly Job[]): Promise<{ stop: () => Promise<void> }> {
  const queue = openQueue(databaseUrl(), {
    superviseIntervalSeconds: LOOK_FOR_DEAD_EVERY,
    monitorIntervalSeconds: LOOK_FOR_DEAD_EVERY,
    maintenanceIntervalSeconds: CLEAN_UP_EVERY,
  });
  queue.on("error", (error) => log.error(faultDetails(error), "The job queue failed, and goes on"));
  await queue.start();
  const stopping = new AbortController();
  const filing: Promise<void>[] = [];
  for (const job of jobs) {
    const workerId = await work(queue, job);
    filing.push(keepFiling(job, stopping.signal, () => fileRuns(queue, job, workerId)));
  }
  return {
    stop: async () => {
      stopping.abort();
      await Promise.all(filing);
      await queue.stop({ timeout: STOP_WITHIN });
    },
  };
}

/** Takes what is filed for `job`, from now on. Returns what pg-boss calls this worker. */
async function work(queue: PgBoss, job: Job): Promise<string> {
  const settings = {
    expireInSeconds: MAX_RUN_SECONDS,
    heartbeatSeconds: SIGN_OF_LIFE_WITHIN,
    retryLimit: 3,
    retryDelay: 1,
    retryBackoff: true,
    // The row of a run is what keeps its interval from being filed twice.
    deleteAfterSeconds: Math.max(MIN_RETENTION_SECONDS, 2 * job.everySeconds),
  };
  // Exclusive: while a workspace's run waits, runs or is to be repeated, there is no second one.
  await queue.createQueue(job.name, { policy: "exclusive", ...settings });
  await queue.updateQueue(job.name, settings);
  const options = {
    batchSize: RUNS_AT_ONCE,
    burstWhenBatchFull: true,
    perJobResults: true,
    pollingIntervalSeconds: LOOK_FOR_RUNS_EVERY,
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

/** Files the runs of every interval as it begins; at the start, those of the present one. */
async function keepFiling(job: Job, stopping: AbortSignal, file: () => Promise<boolean>): Promise<void> {
  const interval = job.everySeconds * 1000;
  while (!stopping.aborted) {
    const filed = await file();
    const pause = filed ? interval - (Date.now() % interval) : FILE_AGAIN_AFTER;
    await sleep(pause, undefined, { signal: stopping }).catch(() => {});
  }
}

async function listRuns(job: Job): Promise<Run[]> {
  if (job.scope === "installation") return [{ workspaceId: null }];
  const workspaces = await (job.workspaces ?? listWorkspaces)();
  return workspaces.map(({ id }) => ({ workspaceId: id }));
}

/**
 * One run for each workspace that takes part, or one in all. The database numbers the intervals and takes one of each,
 * so it does not matter how many workers file it, or how often.
 */
async function fileRuns(queue: PgBoss, job: Job, workerId: string): Promise<boolean> {
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
    // Now rather than when it looks the next time, which is for repetitions and other workers' runs.
    queue.notifyWorker(workerId);
    return true;
  } catch (error) {
    log.error({ ...faultDetails(error), job: job.name }, "A job could not be filed, and is filed again soon");
    return false;
  }
}
