import { eq, sql } from "drizzle-orm";
import { bulkJobs } from "#db/schema/bulk-jobs.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { clock } from "#lib/core/clock.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { RuleViolation } from "#lib/core/errors.ts";
import { record } from "#lib/core/record.ts";
import { transact } from "#lib/core/transact.ts";
import { UNDO_SECONDS } from "#lib/core/undo.ts";
import { assertRoomForJob, insertBulkJob, requesterOf } from "./insert-bulk-job.ts";
import { type BulkJobRow, listChangedLeads, lockBulkJob } from "./queries.ts";
import { readUndoDeadline } from "./read-undo-deadline.ts";

/**
 * Undoes the caller's own job, within ten seconds of its end. Another job does it, lead by lead; leads that were
 * changed since are left as they are.
 * @returns the job that undoes it
 * @throws NotFound
 * @throws RuleViolation when there is nothing that can be undone, or not any more, or not by the caller
 * @throws TooManyRequests while too many jobs are unfinished
 */
export async function undoBulkJob(ctx: Ctx, jobId: number): Promise<BulkJobRow> {
  authorize(ctx, "lead:bulk");
  requesterOf(ctx);
  return transact(ctx, async (tx) => {
    const job = await lockBulkJob(tx, jobId);
    assertUndoable(ctx, job);
    const leadIds = await listChangedLeads(tx, jobId);
    if (leadIds.length === 0) throw nothingToUndo();
    await assertRoomForJob(tx, ctx);
    await tx.update(bulkJobs).set({ undoneAt: sql`now()` }).where(eq(bulkJobs.id, jobId));
    const undo = await insertBulkJob(tx, ctx, { action: "undo", job_id: jobId }, leadIds);
    record(tx, ctx, "bulk_job.undone", {
      after: { id: jobId, undo_job_id: undo.id, total: undo.total },
    });
    return undo;
  });
}

const nothingToUndo = () => new RuleViolation("nothing_to_undo", "There is no change that can be undone");

/** @throws RuleViolation */
function assertUndoable({ actor }: Ctx, job: BulkJobRow): void {
  const deadline = readUndoDeadline(job);
  if (!deadline) throw nothingToUndo();
  if (job.actorKind !== actor.kind || job.actorId !== actor.id)
    throw new RuleViolation("not_your_job", "Only the person who asked for the change can undo it");
  if (clock.now() > deadline)
    throw new RuleViolation("too_late_to_undo", `A change can be undone for ${UNDO_SECONDS} seconds`);
}
