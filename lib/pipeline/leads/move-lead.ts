import { eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { leads } from "#db/schema/leads.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { assertMove } from "#lib/core/assert-move.ts";
import { rankAt } from "#lib/core/board-rank.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { record } from "#lib/core/record.ts";
import { transact } from "#lib/core/transact.ts";
import { readLoss } from "#lib/workspace/settings/read-loss.ts";
import { leadChange } from "./build-lead-change.ts";
import { lockLead } from "./lock-lead.ts";
import { findLeadCard, getLead, type LeadRow } from "./queries.ts";
import { leadStages } from "./rules.ts";
import { MoveLeadInput } from "./schema.ts";
import { storeLead } from "./store-lead.ts";
import { transferLocked } from "./transfer-lead.ts";

/**
 * Moves a lead to a stage, or to another place within its stage when a neighbour is named. Moving to `transferred` is
 * the transfer to sales.
 * @throws RuleViolation for a step that the stages do not allow, or for failing gates
 * @throws InvalidInput for `lost` without a reason
 * @throws StaleVersion when a version is given and another caller changed the lead since
 */
export async function moveLead(ctx: Ctx, leadId: number, raw: MoveLeadInput): Promise<LeadRow> {
  authorize(ctx, "lead:move");
  const input = MoveLeadInput.parse(raw);
  return transact(ctx, async (tx) => {
    const before = await lockLead(tx, ctx, leadId, input.version);
    if (before.stage === input.stage && (input.before_id || input.after_id))
      return rerankLead(tx, ctx, before, input);
    assertMove(leadStages, before.stage, input.stage, input.lost_reason);
    if (input.stage === "transferred") {
      authorize(ctx, "lead:transfer");
      await transferLocked(tx, ctx, before, {});
      return getLead(tx, ctx, leadId);
    }
    const place = {
      stage: input.stage,
      ...(await readLoss(tx, input)),
      rank: await rankAt(tx, leadBoard(tx, ctx), leadId, input),
      stageChangedAt: sql`now()`,
    };
    return storeLead(tx, ctx, before, place, { type: "lead.stage_moved" });
  });
}

const leadBoard = (tx: Tx, ctx: Ctx) => ({
  table: leads,
  findCard: (id: number) => findLeadCard(tx, ctx, id),
});

async function rerankLead(tx: Tx, ctx: Ctx, lead: LeadRow, input: MoveLeadInput): Promise<LeadRow> {
  const rank = await rankAt(tx, leadBoard(tx, ctx), lead.id, input);
  await tx.update(leads).set({ rank, updatedAt: sql`now()` }).where(eq(leads.id, lead.id));
  const after = await getLead(tx, ctx, lead.id);
  record(tx, ctx, "lead.reranked", await leadChange(tx, lead, after));
  return after;
}
