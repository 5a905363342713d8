import { and, desc, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { leads } from "#db/schema/leads.ts";
import { sources } from "#db/schema/sources.ts";
import { visibleLeads } from "#lib/auth/visible-leads.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { getSettings } from "#lib/workspace/settings/queries.ts";
import { withoutRepetitions } from "#lib/workspace/settings/rules.ts";
import { MAX_LENGTHS } from "./rules.ts";

/** The newest so many leads tell what is common now, and are read in a few milliseconds however many there are. */
const LOOKED_AT = 2_000;

const MAX_SUGGESTED = 30;

/** What stood there when internet addresses did, such as `halychyna.example`: it stays, and is not suggested. */
const isAddress = sql`${leads.businessDomain} ~ '^[^[:space:]]+[.][^[:space:]]+$'`;

/**
 * Lines of business to choose from: the workspace's list in its order, then what the newest leads that the caller may
 * see have most often.
 */
export async function listBusinessDomains(tx: Tx, ctx: Ctx): Promise<string[]> {
  const { businessDomains } = await getSettings(tx);
  const newest = tx
    .select({ id: leads.id })
    .from(leads)
    .orderBy(desc(leads.createdAt), desc(leads.id))
    .limit(LOOKED_AT);
  const used = await tx
    .select({ domain: leads.businessDomain })
    .from(leads)
    .innerJoin(sources, and(eq(sources.workspaceId, leads.workspaceId), eq(sources.id, leads.sourceId)))
    .where(
      and(
        inArray(leads.id, newest),
        visibleLeads(ctx),
        sql`char_length(${leads.businessDomain}) <= ${MAX_LENGTHS.business_domain} and not ${isAddress}`,
      ),
    )
    .groupBy(leads.businessDomain)
    .orderBy(sql`count(*) desc`, leads.businessDomain)
    .limit(MAX_SUGGESTED);
  return withoutRepetitions([...businessDomains, ...used.flatMap(({ domain }) => domain ?? [])]);
}
