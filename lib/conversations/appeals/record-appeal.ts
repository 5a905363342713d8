import type { Tx } from "#db/client.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import type { EventType } from "#lib/core/event-types.ts";
import { type Entry, recordAll } from "#lib/core/record.ts";
import type { AppealRow } from "./queries.ts";

type AppealChange = { before?: AppealRow; after: AppealRow; reason?: string };

/** What history keeps of an appeal: not the client's words, nor what its lead and source say themselves. */
function remembered(appeal: AppealRow) {
  const { id, leadId, leadName, sourceName, status, priority, operatorId, operatorName, acceptedAt } = appeal;
  return { id, leadId, leadName, sourceName, status, priority, operatorId, operatorName, acceptedAt };
}

/** The event of an appeal. Its former and present operator hear of it, or its queue. */
export function appealEntry(ctx: Ctx, type: EventType, { before, after, reason }: AppealChange): Entry {
  return {
    ctx,
    type,
    ...(before ? { before: remembered(before) } : {}),
    after: { ...remembered(after), ...(reason === undefined ? {} : { reason }) },
    ownerIds: before ? [before.operatorId, after.operatorId] : [after.operatorId],
    departmentId: after.sourceDepartmentId,
    hiddenFrom: after.hiddenFrom,
  };
}

/** Writes the event of an appeal. */
export function recordAppeal(tx: Tx, ctx: Ctx, type: EventType, change: AppealChange): void {
  recordAll(tx, [appealEntry(ctx, type, change)]);
}
