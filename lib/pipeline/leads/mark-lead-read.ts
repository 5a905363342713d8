import { eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { leads } from "#db/schema/leads.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { operatorOf } from "#lib/auth/visible.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { record } from "#lib/core/record.ts";
import { transact } from "#lib/core/transact.ts";
import { answeringOperators, leadChange } from "./build-lead-change.ts";
import { lockLead } from "./lock-lead.ts";
import { getLead, type LeadRow } from "./queries.ts";

/**
 * Marks the messages of a lead as read. When a manager opens another operator's lead, nothing changes, so that its
 * owner still sees the dot.
 * @throws NotFound
 */
export async function markLeadRead(ctx: Ctx, leadId: number): Promise<LeadRow> {
  authorize(ctx, "lead:message");
  return transact(ctx, async (tx) => {
    const before = await lockLead(tx, ctx, leadId);
    if (before.unreadCount === 0 || !(await isForCaller(tx, ctx, before))) return before;
    await tx.update(leads).set({ unreadCount: 0 }).where(eq(leads.id, leadId));
    const after = await getLead(tx, ctx, leadId);
    record(tx, ctx, "lead.messages_read", await leadChange(tx, before, after));
    return after;
  });
}

/**
 * Whether the caller is the reader of these messages: they own the lead or answer it, the lead has no owner, or the
 * caller is an external system.
 */
async function isForCaller(tx: Tx, ctx: Ctx, lead: LeadRow): Promise<boolean> {
  const { operatorId } = operatorOf(ctx);
  if (operatorId === 0 || lead.ownerId === null || lead.ownerId === operatorId) return true;
  return (await answeringOperators(tx, lead.id)).includes(operatorId);
}
