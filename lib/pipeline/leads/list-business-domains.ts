import { and, desc, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { leads } from "#db/schema/leads.ts";
import { sources } from "#db/schema/sources.ts";
import { visibleLeads } from "#lib/auth/visible-leads.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { getSettings } from "#lib/workspace/settings/queries.ts";
import { withoutRepetitions } from "#lib/workspace/settings/rules.ts";
import { LEAD_FIELDS } from "./fields.ts";

/**
 * The newest leads that are counted: enough to show what is common now, and read in a few milliseconds in any
 * workspace.
 */
const MAX_LEADS_COUNTED = 2_000;

const MAX_SUGGESTED = 30;

/** Older leads have an internet address in this field, such as `halychyna.example`, which is not suggested. */
const isAddress = sql`${leads.businessDomain} ~ '^[^[:space:]]+[.][^[:space:]]+$'`;

/**
 * Suggested business domains: the workspace's list in its order, then the most frequent ones of the newest leads that
 * the caller may see.
 */
export async function listBusinessDomains(tx: Tx, ctx: Ctx): Promise<string[]> {
  const { businessDomains } = await getSettings(tx);
  const newest = tx
    .select({ id: leads.id })
    .from(leads)
    .orderBy(desc(leads.createdAt), desc(leads.id))
    .limit(MAX_LEADS_COUNTED);
  const used = await tx
    .select({ domain: leads.businessDomain })
    .from(leads)
    .innerJoin(sources, and(eq(sources.workspaceId, leads.workspaceId), eq(sources.id, leads.sourceId)))
    .where(
      and(
        inArray(leads.id, newest),
        visibleLeads(ctx),
        sql`char_length(${leads.businessDomain}) <= ${LEAD_FIELDS.business_domain.limit} and not ${isAddress}`,
      ),
    )
    .groupBy(leads.businessDomain)
    .orderBy(sql`count(*) desc`, leads.businessDomain)
    .limit(MAX_SUGGESTED);
  return withoutRepetitions([...businessDomains, ...used.flatMap(({ domain }) => domain ?? [])]);
}
