import { authorize } from "#lib/auth/permissions.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { endBulkJob } from "./end-bulk-job.ts";
import type { BulkJobRow } from "./queries.ts";

/**
 * Stops a job before its next lead. Changes made so far stay. Cancelling a job that has ended changes nothing.
 * @throws NotFound
 */
export function cancelBulkJob(ctx: Ctx, jobId: number): Promise<BulkJobRow> {
  authorize(ctx, "lead:bulk");
  return endBulkJob(ctx, jobId, { status: "cancelled" });
}
