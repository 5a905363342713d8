import type { Tx } from "#db/client.ts";
import { bulkJobs } from "#db/schema/bulk-jobs.ts";
import type { Actor, Ctx } from "#lib/core/ctx.ts";
import { Forbidden, TooManyRequests } from "#lib/core/errors.ts";
import { MAX_OPEN_BULK_JOBS } from "#lib/core/limits.ts";
import { lockQuota } from "#lib/core/lock-quota.ts";
import { record } from "#lib/core/record.ts";
import { type BulkJobRow, bulkJobColumns, countUnfinished } from "./queries.ts";
import type { BulkAction } from "./schema.ts";

/** Seconds until a retry, by when most jobs have ended. */
const RETRY_AFTER = 60;

/** @throws Forbidden for Leadline's own jobs */
export function requesterOf({ actor }: Ctx): Exclude<Actor, { kind: "job" }> {
  if (actor.kind === "job") throw new Forbidden("Only a person or an API key can ask for this");
  return actor;
}

/** @throws TooManyRequests while too many jobs of the caller or the workspace are unfinished */
export async function assertRoomForJob(tx: Tx, ctx: Ctx): Promise<void> {
  // Checked without the lock first, because refused requests would otherwise hold their connections while they wait
  // for it.
  await assertFewUnfinished(tx, ctx);
  await lockQuota(tx, ctx, "bulk_jobs");
  await assertFewUnfinished(tx, ctx);
}

async function assertFewUnfinished(tx: Tx, ctx: Ctx): Promise<void> {
  const { ofWorkspace, ofCaller } = await countUnfinished(tx, ctx);
  const { perWorkspace, perCaller } = MAX_OPEN_BULK_JOBS;
  if (ofWorkspace < perWorkspace && ofCaller < perCaller) return;
  throw new TooManyRequests(RETRY_AFTER, {
    code: "too_many_bulk_jobs",
    detail: `${perCaller} bulk jobs of one caller and ${perWorkspace} of a workspace can be unfinished at once. Cancel one, or try again later`,
  });
}

/** Queues a job for the worker, with its event. `leadIds` are in the order of the work. */
export async function insertBulkJob(
  tx: Tx,
  ctx: Ctx,
  action: BulkAction,
  leadIds: number[],
): Promise<BulkJobRow> {
  const requester = requesterOf(ctx);
  const { ip, userAgent, locale } = ctx;
  const [job] = await tx
    .insert(bulkJobs)
    .values({
      workspaceId: ctx.workspaceId,
      actorKind: requester.kind,
      actorId: requester.id,
      actorName: requester.name,
      origin: { ip, userAgent, locale },
      action,
      leadIds,
      total: leadIds.length,
    })
    .returning(bulkJobColumns);
  if (!job) throw new Error("An inserted job returned no row");
  record(tx, ctx, "bulk_job.created", { after: { id: job.id, total: job.total, ...job.action } });
  return job;
}
