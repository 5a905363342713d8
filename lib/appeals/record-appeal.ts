import type { Tx } from "#db/client.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { record } from "#lib/core/record.ts";
import type { AppealRow } from "./queries.ts";

/** What history keeps of an appeal: not the client's words, nor what its lead and source say themselves. */
function remembered(appeal: AppealRow) {
  const { id, leadId, leadName, sourceName, status, priority, operatorId, operatorName, acceptedAt } = appeal;
  return { id, leadId, leadName, sourceName, status, priority, operatorId, operatorName, acceptedAt };
}

/** Writes the event of an appeal, heard by whoever had and has it, or by its queue. */
export function recordAppeal(
  tx: Tx,
  ctx: Ctx,
  type: string,
  change: { before?: AppealRow; after: AppealRow; reason?: string },
): void {
  const { before, after, reason } = change;
  void record(tx, ctx, type, {
    ...(before ? { before: remembered(before) } : {}),
    after: { ...remembered(after), ...(reason === undefined ? {} : { reason }) },
    ownerIds: [before?.operatorId ?? null, after.operatorId],
    departmentId: after.sourceDepartmentId,
  });
}
