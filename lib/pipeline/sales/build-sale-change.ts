import type { SaleRow } from "./queries.ts";

/** A sale as its events store it: without the fields of its lead, whose own events store those. */
export function historyOf(row: SaleRow) {
  const { leadBusinessDomain, leadSource, leadNextStep, leadNextStepAt, ...sale } = row;
  return sale;
}

/** A change to a sale, for its event, which its former and present owner see. */
export function saleChange(before: SaleRow, after: SaleRow) {
  return {
    before: historyOf(before),
    after: historyOf(after),
    ownerIds: [before.ownerId, after.ownerId],
    departmentId: after.leadSourceDepartmentId,
  };
}
