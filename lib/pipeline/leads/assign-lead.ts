import { eq, sql } from "drizzle-orm";
import { leads } from "#db/schema/leads.ts";
import { authorize } from "#lib/auth/permissions.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { record } from "#lib/core/record.ts";
import { transact } from "#lib/core/transact.ts";
import { assigneeName } from "#lib/workspace/team/queries.ts";
import { leadChange } from "./build-lead-change.ts";
import { lockLead } from "./lock-lead.ts";
import { getLead, type LeadRow } from "./queries.ts";
import { AssignLeadInput } from "./schema.ts";

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
    await tx
      .update(leads)
      .set({ ownerId, updatedAt: sql`now()`, version: sql`${leads.version} + 1` })
      .where(eq(leads.id, leadId));
    const after = await getLead(tx, ctx, leadId);
    record(tx, ctx, "lead.assigned", await leadChange(tx, before, after));
    return after;
  });
}
