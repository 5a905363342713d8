import { authorize } from "#lib/auth/permissions.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { Conflict, invalidField } from "#lib/core/errors.ts";
import { transact } from "#lib/core/transact.ts";
import { assigneeName } from "#lib/workspace/team/queries.ts";
import { chooseLeads, fingerprintOf, splitApplicable } from "./choose-leads.ts";
import { assertRoomForJob, insertBulkJob, requesterOf } from "./insert-bulk-job.ts";
import type { BulkJobRow } from "./queries.ts";
import { BulkChange, StartBulkJobInput } from "./schema.ts";

/**
 * Starts one change to many leads, which the worker makes in the background. The leads are those that match now. With
 * the fingerprint of a preview they must be the leads of that preview.
 * @throws InvalidInput for no lead, too many, an unknown id, or an operator who is not active
 * @throws Conflict selection_changed when they are not the leads of the preview any more
 * @throws TooManyRequests while too many jobs are unfinished
 */
export async function startBulkJob(ctx: Ctx, raw: StartBulkJobInput): Promise<BulkJobRow> {
  authorize(ctx, "lead:bulk");
  const { only_applicable: isSorted, fingerprint, ...input } = StartBulkJobInput.parse(raw);
  const change = BulkChange.parse(input);
  requesterOf(ctx);
  return transact(ctx, async (tx) => {
    await assertRoomForJob(tx, ctx);
    if (change.action === "assign" && change.operator_id !== null)
      await assigneeName(tx, change.operator_id, "/operator_id");
    const chosen = await chooseLeads(tx, ctx, input);
    const leadIds = isSorted ? (await splitApplicable(tx, change, chosen)).applicable : chosen;
    if (fingerprint !== undefined && fingerprint !== fingerprintOf(leadIds))
      throw new Conflict(
        "selection_changed",
        "These are not the leads of the preview any more. Preview again",
      );
    if (leadIds.length === 0)
      throw invalidField("/only_applicable", "The change applies to none of the leads", "nothing_applicable");
    return insertBulkJob(tx, ctx, change, leadIds);
  });
}
