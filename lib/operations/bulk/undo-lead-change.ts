import { z } from "zod";
import { authorize } from "#lib/auth/permissions.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { RuleViolation } from "#lib/core/errors.ts";
import { transact } from "#lib/core/transact.ts";
import { formerPlace } from "#lib/core/undo.ts";
import { lockLead } from "#lib/pipeline/leads/lock-lead.ts";
import { revertAssignment } from "#lib/pipeline/leads/undo-lead-assignment.ts";
import { revertMove } from "#lib/pipeline/leads/undo-lead-move.ts";
import { findLastChange } from "./queries.ts";

/** The former owner in the event of an assignment. */
const FormerOwner = z.object({ owner_id: z.number().nullable() });

/**
 * Undoes the change of a lead by a bulk job.
 * @param jobId of the job that changed it
 * @throws NotFound
 * @throws RuleViolation when the lead was changed since
 * @throws InvalidInput when its former owner is not active any more
 */
export async function undoLeadChange(ctx: Ctx, leadId: number, jobId: number): Promise<void> {
  authorize(ctx, "lead:bulk");
  await transact(ctx, async (tx) => {
    const before = await lockLead(tx, ctx, leadId);
    const last = await findLastChange(tx, leadId, jobId);
    if (!last?.isOfJob)
      throw new RuleViolation("lead_changed_since", "The lead was changed since, so it was left as it is");
    const move = formerPlace(last);
    if (move) await revertMove(tx, ctx, before, move);
    else {
      const { owner_id: formerOwnerId } = FormerOwner.parse(last.before);
      await revertAssignment(tx, ctx, before, { eventId: last.id, formerOwnerId });
    }
  });
}
