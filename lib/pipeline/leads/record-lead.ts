import { and, eq, sql } from "drizzle-orm";
import { prepareOnce, type Tx } from "#db/client.ts";
import { appeals } from "#db/schema/appeals.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import type { EventType } from "#lib/core/event-types.ts";
import { record } from "#lib/core/record.ts";
import type { LeadRow } from "./queries.ts";

/** The operators that answer a lead now, whoever owns it. */
export async function answeringOperators(tx: Tx, leadId: number): Promise<number[]> {
  const answering = await prepareOnce(tx, "answering_operators", (db, name) =>
    db
      .select({ operatorId: appeals.operatorId })
      .from(appeals)
      .where(and(eq(appeals.leadId, sql.placeholder("leadId")), eq(appeals.status, "active")))
      .prepare(name),
  ).execute({ leadId });
  return answering.flatMap(({ operatorId }) => operatorId ?? []);
}

/** Who hears of a lead: whoever it belonged and belongs to, and all who see it because they answer it. */
export async function audienceOf(tx: Tx, lead: LeadRow, before = lead) {
  const answering = await answeringOperators(tx, lead.id);
  return {
    ownerIds: [before.ownerId, lead.ownerId, ...answering],
    departmentId: lead.sourceDepartmentId,
  };
}

/** Writes the event of a change to a lead, in the transaction of the change. */
export async function recordLead(
  tx: Tx,
  ctx: Ctx,
  type: EventType,
  before: LeadRow,
  after: LeadRow,
  undoesId?: number,
): Promise<void> {
  const audience = await audienceOf(tx, after, before);
  void record(tx, ctx, type, { before, after, ...audience, ...(undoesId === undefined ? {} : { undoesId }) });
}
