import { and, eq, sql } from "drizzle-orm";
import { prepareOnce, type Tx } from "#db/client.ts";
import { appeals } from "#db/schema/appeals.ts";
import type { LeadRow } from "./queries.ts";

/** The operators who answer a lead now, also where another operator owns it. */
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

/** Who sees the events of a lead: its former and present owner, and the operators who answer it. */
export async function audienceOf(tx: Tx, lead: LeadRow, before = lead) {
  const answering = await answeringOperators(tx, lead.id);
  return {
    ownerIds: [before.ownerId, lead.ownerId, ...answering],
    departmentId: lead.sourceDepartmentId,
  };
}

/** A change to a lead, for its event. */
export async function leadChange(tx: Tx, before: LeadRow, after: LeadRow) {
  return { before, after, ...(await audienceOf(tx, after, before)) };
}
