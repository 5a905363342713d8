import { type AnyColumn, and, eq, inArray, or, type SQL, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { appeals } from "#db/schema/appeals.ts";
import { leads } from "#db/schema/leads.ts";
import { sources } from "#db/schema/sources.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { hasWords } from "#lib/core/listing.ts";
import { canSeeWholeWorkspace } from "./permissions.ts";
import { operatorOf, ownOrQueued } from "./visible.ts";

/** Whether this person answers an appeal of the lead now. */
export const answersNow = (ctx: Ctx): SQL => sql`exists (
  select from ${appeals}
  where ${appeals.workspaceId} = ${leads.workspaceId} and ${appeals.leadId} = ${leads.id}
    and ${appeals.operatorId} = ${operatorOf(ctx).operatorId} and ${appeals.status} = 'active')`;

/**
 * The leads that this person may see and change, for a query that joins their sources. An operator also sees leads
 * whose appeals they answer now, also when another operator owns the lead.
 */
export function visibleLeads(ctx: Ctx) {
  return canSeeWholeWorkspace(ctx) ? undefined : or(ownOrQueued(ctx, leads.ownerId), answersNow(ctx));
}

/** The same for a query of leads that joins other sources, such as those of their appeals. */
export function isVisibleLead(tx: Tx, ctx: Ctx): SQL | undefined {
  if (canSeeWholeWorkspace(ctx)) return undefined;
  const visible = tx
    .select({ id: leads.id })
    .from(leads)
    .innerJoin(sources, and(eq(sources.workspaceId, leads.workspaceId), eq(sources.id, leads.sourceId)))
    .where(visibleLeads(ctx));
  return inArray(leads.id, visible);
}

/**
 * Whether a search for words may find a record of a lead: in any field of a lead that the caller sees, and otherwise
 * only in the fields that the record shows. Without this an operator could guess the phone of a lead that they cannot
 * see.
 * @param shown what the record shows of its lead
 */
export function isFoundFor(tx: Tx, ctx: Ctx, words: unknown, shown: AnyColumn[]): SQL | undefined {
  if (canSeeWholeWorkspace(ctx)) return undefined;
  return or(hasWords(words, shown), isVisibleLead(tx, ctx));
}
