import type { Tx } from "#db/client.ts";
import { authorize } from "#lib/auth/permissions.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { assigneeName } from "#lib/workspace/team/queries.ts";
import type { LeadRow } from "./queries.ts";
import { storeLead } from "./store-lead.ts";

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
  const undone = { type: "lead.assignment_undone", undoesId: eventId } as const;
  return storeLead(tx, ctx, before, { ownerId: formerOwnerId }, undone);
}
