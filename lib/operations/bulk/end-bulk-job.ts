import { and, eq, isNull, sql } from "drizzle-orm";
import { bulkJobs } from "#db/schema/bulk-jobs.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { record } from "#lib/core/record.ts";
import { transact } from "#lib/core/transact.ts";
import { type BulkJobRow, bulkJobColumns, getBulkJob } from "./queries.ts";
import type { BulkFailure } from "./schema.ts";

type End = { status: "done" | "cancelled" } | { status: "failed"; failure: BulkFailure };

const EVENTS = {
  done: "bulk_job.finished",
  cancelled: "bulk_job.cancelled",
  failed: "bulk_job.failed",
} as const;

/**
 * Ends a job, unless it has ended already. It waits for the lead that is being changed; no further lead is changed.
 * @throws NotFound
 */
export function endBulkJob(ctx: Ctx, jobId: number, end: End): Promise<BulkJobRow> {
  return transact(ctx, async (tx) => {
    const [after] = await tx
      .update(bulkJobs)
      .set({ ...end, finishedAt: sql`now()`, leadIds: [] })
      .where(and(eq(bulkJobs.id, jobId), isNull(bulkJobs.finishedAt)))
      .returning(bulkJobColumns);
    if (!after) return getBulkJob(tx, jobId);
    const { id, total, done, refused } = after;
    record(tx, ctx, EVENTS[end.status], { after: { id, total, done, refused } });
    return after;
  });
}
