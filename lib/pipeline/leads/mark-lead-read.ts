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
 * Notes that the messages of a lead have been seen. A manager who looks at somebody else's lead takes no dot from
 * its owner's board: that is no change, and no error.
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

/** Whether the messages are the caller's to read: its lead's, nobody's, its appeal's; an outside system's always. */
async function isForCaller(tx: Tx, ctx: Ctx, lead: LeadRow): Promise<boolean> {
  const { operatorId } = operatorOf(ctx);
  if (operatorId === 0 || lead.ownerId === null || lead.ownerId === operatorId) return true;
  return (await answeringOperators(tx, lead.id)).includes(operatorId);
}
