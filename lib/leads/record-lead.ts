import type { Tx } from "#db/client.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import type { EventType } from "#lib/core/event-types.ts";
import { record } from "#lib/core/record.ts";
import type { LeadRow } from "./queries.ts";

/** Writes the event of a change to a lead, seen by whoever it belonged and belongs to. */
export function recordLead(
  tx: Tx,
  ctx: Ctx,
  type: EventType,
  before: LeadRow,
  after: LeadRow,
  undoesId?: number,
) {
  return record(tx, ctx, type, {
    before,
    after,
    ownerIds: [before.ownerId, after.ownerId],
    departmentId: after.sourceDepartmentId,
    ...(undoesId === undefined ? {} : { undoesId }),
  });
}
