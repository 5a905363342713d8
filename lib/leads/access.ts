import { or, sql } from "drizzle-orm";
import { appeals } from "#db/schema/appeals.ts";
import { leads } from "#db/schema/leads.ts";
import { seesWholeWorkspace } from "#lib/auth/permissions.ts";
import { operatorOf, ownOrQueued } from "#lib/auth/visible.ts";
import type { Ctx } from "#lib/core/ctx.ts";

/**
 * The leads that this person may see and touch, for a query that joins their sources. An operator also
 * has those whose appeals it answers now, whoever owns the lead.
 */
export function visibleLeads(ctx: Ctx) {
  if (seesWholeWorkspace(ctx)) return undefined;
  const answersNow = sql`exists (
    select from ${appeals}
    where ${appeals.workspaceId} = ${leads.workspaceId} and ${appeals.leadId} = ${leads.id}
      and ${appeals.operatorId} = ${operatorOf(ctx).operatorId} and ${appeals.status} = 'active')`;
  return or(ownOrQueued(ctx, leads.ownerId), answersNow);
}
