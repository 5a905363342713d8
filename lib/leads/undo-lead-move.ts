import { eq, sql } from "drizzle-orm";
import { leads } from "#db/schema/leads.ts";
import { authorize } from "#lib/auth/permissions.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { RuleViolation } from "#lib/core/errors.ts";
import { transact } from "#lib/core/transact.ts";
import { findUndoableMove } from "#lib/core/undo.ts";
import { NOT_LOST } from "#lib/settings/rules.ts";
import { getLead, type LeadRow, lockLead } from "./queries.ts";
import { recordLead } from "./record-lead.ts";
import { LeadStage } from "./schema.ts";

/**
 * Takes back the caller's own last move of a lead, within ten seconds. A transfer is not a move: a sale
 * hangs on it.
 * @throws RuleViolation when there is nothing that can be undone
 */
export async function undoLeadMove(ctx: Ctx, leadId: number): Promise<LeadRow> {
  authorize(ctx, "lead:move");
  return transact(ctx, async (tx) => {
    const before = await lockLead(tx, ctx, leadId);
    // Its client has gone on with the successor.
    if (before.successorId !== null)
      throw new RuleViolation("nothing_to_undo", "There is no move that can be undone");
    const move = await findUndoableMove(tx, ctx, { type: "lead", id: leadId });
    await tx
      .update(leads)
      .set({
        stage: LeadStage.parse(move.stage),
        rank: move.rank,
        // A lead is never moved on from `lost`, so the place it was moved from had no reason.
        ...NOT_LOST,
        stageChangedAt: move.stageChangedAt,
        updatedAt: sql`now()`,
        version: sql`${leads.version} + 1`,
      })
      .where(eq(leads.id, leadId));
    const after = await getLead(tx, ctx, leadId);
    await recordLead(tx, ctx, "lead.stage_undone", before, after, move.eventId);
    return after;
  });
}
