import { eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { leads } from "#db/schema/leads.ts";
import { authorize } from "#lib/auth/permissions.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { record } from "#lib/core/record.ts";
import { assigneeName } from "#lib/workspace/team/queries.ts";
import { leadChange } from "./build-lead-change.ts";
import { getLead, type LeadRow } from "./queries.ts";

/** An assignment, and the former owner; null is the queue. */
type Assignment = { eventId: number; formerOwnerId: number | null };

/**
 * Returns a locked lead to its former owner, or to the queue.
 * @throws InvalidInput when the former owner is not active any more
 */
export async function revertAssignment(
  tx: Tx,
  ctx: Ctx,
  before: LeadRow,
  { eventId, formerOwnerId }: Assignment,
): Promise<LeadRow> {
  authorize(ctx, "lead:assign");
  if (formerOwnerId !== null) await assigneeName(tx, formerOwnerId, "/operator_id");
  await tx
    .update(leads)
    .set({ ownerId: formerOwnerId, updatedAt: sql`now()`, version: sql`${leads.version} + 1` })
    .where(eq(leads.id, before.id));
  const after = await getLead(tx, ctx, before.id);
  record(tx, ctx, "lead.assignment_undone", { ...(await leadChange(tx, before, after)), undoesId: eventId });
  return after;
}
