import type { Tx } from "#db/client.ts";
import { authorize } from "#lib/auth/permissions.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { RuleViolation } from "#lib/core/errors.ts";
import { transact } from "#lib/core/transact.ts";
import { findUndoableMove, type UndoableMove } from "#lib/core/undo.ts";
import { NOT_LOST } from "#lib/workspace/settings/rules.ts";
import { lockLead } from "./lock-lead.ts";
import type { LeadRow } from "./queries.ts";
import { LeadStage } from "./schema.ts";
import { storeLead } from "./store-lead.ts";

/**
 * Undoes the caller's own last move of a lead, within ten seconds. A transfer cannot be undone, because it created a
 * sale.
 * @throws RuleViolation when there is nothing that can be undone
 */
export async function undoLeadMove(ctx: Ctx, leadId: number): Promise<LeadRow> {
  authorize(ctx, "lead:move");
  return transact(ctx, async (tx) => {
    const before = await lockLead(tx, ctx, leadId);
    const move = await findUndoableMove(tx, ctx, { type: "lead", id: leadId });
    return revertMove(tx, ctx, before, move);
  });
}

/**
 * Moves a locked lead back to its place before a move that may be undone.
 * @throws RuleViolation when the lead was renewed since, because its client continues with the successor
 */
export async function revertMove(tx: Tx, ctx: Ctx, before: LeadRow, move: UndoableMove): Promise<LeadRow> {
  if (before.successorId !== null)
    throw new RuleViolation("nothing_to_undo", "There is no move that can be undone");
  const place = {
    stage: LeadStage.parse(move.stage),
    rank: move.rank,
    // A lead never leaves `lost`, so its former place had no reason.
    ...NOT_LOST,
    stageChangedAt: move.stageChangedAt,
  };
  return storeLead(tx, ctx, before, place, { type: "lead.stage_undone", undoesId: move.eventId });
}
