import type { Change } from "#lib/core/record.ts";
import type { AppealRow } from "./queries.ts";

type AppealChange = { before?: AppealRow; after: AppealRow; reason?: string };

/** An appeal as its events store it: without the client's words, and without what its lead and source say themselves. */
function historyOf(appeal: AppealRow) {
  const { id, leadId, leadName, sourceName, status, priority, operatorId, operatorName, acceptedAt } = appeal;
  return { id, leadId, leadName, sourceName, status, priority, operatorId, operatorName, acceptedAt };
}

/** A change to an appeal, for its event, which its former and present operator see, or its queue. */
export function appealChange({ before, after, reason }: AppealChange): Change {
  return {
    ...(before ? { before: historyOf(before) } : {}),
    after: { ...historyOf(after), ...(reason === undefined ? {} : { reason }) },
    ownerIds: before ? [before.operatorId, after.operatorId] : [after.operatorId],
    departmentId: after.sourceDepartmentId,
    hiddenFrom: after.hiddenFrom,
  };
}
