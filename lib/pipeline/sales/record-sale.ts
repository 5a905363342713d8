import type { Tx } from "#db/client.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import type { EventType } from "#lib/core/event-types.ts";
import { record } from "#lib/core/record.ts";
import type { SaleRow } from "./queries.ts";

/** A sale as its history tells it: without what stands beside it of its lead, whose own history tells that. */
export function historyOf(row: SaleRow) {
  const { leadBusinessDomain, leadSource, leadNextStep, leadNextStepAt, ...sale } = row;
  return sale;
}

/** Writes the event of a change to a sale, seen by whoever it belonged and belongs to. */
export function recordSale(
  tx: Tx,
  ctx: Ctx,
  type: EventType,
  before: SaleRow,
  after: SaleRow,
  undoesId?: number,
) {
  return record(tx, ctx, type, {
    before: historyOf(before),
    after: historyOf(after),
    ownerIds: [before.ownerId, after.ownerId],
    departmentId: after.leadSourceDepartmentId,
    ...(undoesId === undefined ? {} : { undoesId }),
  });
}
