import { and, eq, inArray, or, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { appeals } from "#db/schema/appeals.ts";
import { leads } from "#db/schema/leads.ts";
import { sales } from "#db/schema/sales.ts";
import { sources } from "#db/schema/sources.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { type Owner, recordHandOver } from "#lib/pipeline/sales/hand-over-sales.ts";
import { isOpen } from "./filter-leads.ts";

/**
 * The leads of an operator that still need an owner: open ones, and transferred ones whose sale is open. Ended ones
 * keep their owner as history.
 */
const isOpenLeadOf = (operatorId: number) =>
  and(
    eq(leads.ownerId, operatorId),
    or(
      isOpen,
      sql`exists (
        select from ${sales}
        where ${sales.workspaceId} = ${leads.workspaceId} and ${sales.leadId} = ${leads.id}
          and ${sales.stage} in ('new', 'kyc', 'agreement'))`,
    ),
  );

/** How many leads of an operator still need an owner. */
export async function countOpenLeads(tx: Tx, operatorId: number): Promise<number> {
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(leads)
    .where(isOpenLeadOf(operatorId));
  return row?.count ?? 0;
}

/**
 * Locks the leads that `handOverLeads` takes, and those of the operator's open appeals, in the order of their ids.
 * Leads are locked after sources, and before sales, appeals and operators.
 * @returns their ids
 */
export async function lockLeadsOf(tx: Tx, operatorId: number): Promise<number[]> {
  const answered = tx
    .select({ leadId: appeals.leadId })
    .from(appeals)
    .where(and(eq(appeals.operatorId, operatorId), eq(appeals.status, "active")));
  const locked = await tx
    .select({ id: leads.id })
    .from(leads)
    .where(or(isOpenLeadOf(operatorId), inArray(leads.id, answered)))
    .orderBy(leads.id)
    .for("no key update");
  return locked.map(({ id }) => id);
}

/** Assigns the open leads of an operator to another owner, or to none, each with its event. */
export async function handOverLeads(tx: Tx, ctx: Ctx, from: Owner, to: Owner | null): Promise<void> {
  const handed = await tx
    .update(leads)
    .set({ ownerId: to?.id ?? null, updatedAt: sql`now()`, version: sql`${leads.version} + 1` })
    .from(sources)
    .where(
      and(eq(sources.workspaceId, leads.workspaceId), eq(sources.id, leads.sourceId), isOpenLeadOf(from.id)),
    )
    .returning({
      id: leads.id,
      departmentId: sources.departmentId,
      answeringIds: sql`array(
        select appeals.operator_id from appeals
        where appeals.workspace_id = leads.workspace_id and appeals.lead_id = leads.id
          and appeals.status = 'active')`.mapWith((ids: string[]) => ids.map(Number)),
    });
  recordHandOver(tx, ctx, "lead.assigned", handed, { from, to });
}
