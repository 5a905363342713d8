import { authorize } from "#lib/auth/permissions.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { transact } from "#lib/core/transact.ts";
import { assigneeName } from "#lib/workspace/team/queries.ts";
import { lockLead } from "./lock-lead.ts";
import type { LeadRow } from "./queries.ts";
import { AssignLeadInput } from "./schema.ts";
import { storeLead } from "./store-lead.ts";

/**
 * Assigns a lead to an operator, or with null returns it to the queue.
 * @throws InvalidInput when there is no such operator, or they are not active
 */
export async function assignLead(ctx: Ctx, leadId: number, raw: AssignLeadInput): Promise<LeadRow> {
  authorize(ctx, "lead:assign");
  const { operator_id: ownerId } = AssignLeadInput.parse(raw);
  return transact(ctx, async (tx) => {
    const before = await lockLead(tx, ctx, leadId);
    if (before.ownerId === ownerId) return before;
    if (ownerId !== null) await assigneeName(tx, ownerId, "/operator_id");
    return storeLead(tx, ctx, before, { ownerId }, { type: "lead.assigned" });
  });
}
