import { eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { leads } from "#db/schema/leads.ts";
import { authorize } from "#lib/auth/permissions.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { RuleViolation } from "#lib/core/errors.ts";
import { record } from "#lib/core/record.ts";
import { transact } from "#lib/core/transact.ts";
import { findUndoableMove, type UndoableMove } from "#lib/core/undo.ts";
import { NOT_LOST } from "#lib/workspace/settings/rules.ts";
import { leadChange } from "./build-lead-change.ts";
import { lockLead } from "./lock-lead.ts";
import { getLead, type LeadRow } from "./queries.ts";
import { LeadStage } from "./schema.ts";

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
  await tx
    .update(leads)
    .set({
      stage: LeadStage.parse(move.stage),
      rank: move.rank,
      // A lead never leaves `lost`, so its former place had no reason.
      ...NOT_LOST,
      stageChangedAt: move.stageChangedAt,
      updatedAt: sql`now()`,
      version: sql`${leads.version} + 1`,
    })
    .where(eq(leads.id, before.id));
  const after = await getLead(tx, ctx, before.id);
  record(tx, ctx, "lead.stage_undone", { ...(await leadChange(tx, before, after)), undoesId: move.eventId });
  return after;
}
