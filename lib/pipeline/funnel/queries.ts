import { and, eq, type SQL, sql } from "drizzle-orm";
import { executeOnce, type Tx } from "#db/client.ts";
import { leads } from "#db/schema/leads.ts";
import { sales } from "#db/schema/sales.ts";
import { sources } from "#db/schema/sources.ts";
import { canSeeWholeWorkspace } from "#lib/auth/permissions.ts";
import { visibleLeads } from "#lib/auth/visible-leads.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { type Bounds, boundsOf, within } from "#lib/core/period.ts";
import { countCreated } from "#lib/pipeline/counters/count-created.ts";
import { type CreatedFact, MAX_EXACT_LEADS } from "#lib/pipeline/counters/rules.ts";
import { getSettings } from "#lib/workspace/settings/queries.ts";
import { findSourceId } from "#lib/workspace/sources/queries.ts";
import { funnelOf, funnelOfFacts, type Standing } from "./count-funnel.ts";
import type { FunnelQuery, FunnelStepJson } from "./schema.ts";

/**
 * The conversion funnel of the leads that the caller may see. Moves that were undone do not count, and a lost lead
 * counts up to its furthest step. For a whole workspace it comes from the counters.
 */
export async function conversionFunnel(tx: Tx, ctx: Ctx, query: FunnelQuery): Promise<FunnelStepJson[]> {
  const { timeZone } = await getSettings(tx);
  if (canSeeWholeWorkspace(ctx)) {
    const funnel = funnelOfFacts(await funnelFactsFromCounters(tx, query, timeZone));
    if ((funnel[0]?.reached ?? 0) > MAX_EXACT_LEADS) return funnel;
  }
  return funnelFromLeads(tx, ctx, query, timeZone);
}

/** The funnel of few leads, or of one person's leads, from the leads themselves. */
export async function funnelFromLeads(
  tx: Tx,
  ctx: Ctx,
  query: FunnelQuery,
  timeZone: string,
): Promise<FunnelStepJson[]> {
  const isAsked = and(
    query.mode === "cohort" ? within(sql`${leads.createdAt}`, boundsOf(query, timeZone)) : stillStanding,
    // With the id as a known value, the planner can estimate how many leads the source has.
    query.source === undefined ? undefined : eq(leads.sourceId, await findSourceId(tx, query.source)),
    visibleLeads(ctx),
  );
  const [found] = await executeOnce<LookedUp>(
    tx,
    sql`
    with progress as materialized (${progressOf(isAsked ?? sql`true`)})
    select (
        select coalesce(json_agg(standing), '[]') from (
          select furthest, lost_reason as "lostReason", count(*)::int as count from progress group by 1, 2) as standing) as standings,
      array[${medianBetween("created_at", "contacted_at")}, ${medianBetween("contacted_at", "qualified_at")},
        ${medianBetween("qualified_at", "transferred_at")}, ${medianBetween("transferred_at", "kyc_at")},
        ${medianBetween("kyc_at", "agreement_at")}, ${medianBetween("agreement_at", "paid_at")}] as "medianHours"
    from progress`,
  );
  return funnelOf(found?.standings ?? [], [null, ...(found?.medianHours ?? [])]);
}

type LookedUp = { standings: Standing[]; medianHours: (number | null)[] };

/** In hours. As float8, because `extract` returns numeric, which is ten times slower. */
function medianBetween(earlier: string, later: string): SQL {
  const hours = sql`date_part('epoch', ${sql.identifier(later)} - ${sql.identifier(earlier)}) / 3600`;
  return sql`percentile_cont(0.5) within group (order by ${hours})`;
}

/** The furthest step of each lead, and when it reached each step. */
function progressOf(condition: SQL): SQL {
  // Only transferred leads have a sale; a plain join would look for the sale of every lead.
  return sql`
    select ${leads.createdAt}, ${leads.contactedAt}, ${leads.qualifiedAt}, ${sales.kycAt}, ${sales.agreementAt},
      case when ${leads.stage} = 'transferred' then ${leads.stageChangedAt} end as transferred_at,
      case when ${sales.stage} = 'paid' then ${sales.stageChangedAt} end as paid_at,
      coalesce(${sales.lostReason}, ${leads.lostReason}) as lost_reason,
      case when ${sales.stage} = 'paid' then 6 when ${sales.stage} = 'agreement' or ${sales.agreementAt} is not null then 5
        when ${sales.stage} = 'kyc' or ${sales.kycAt} is not null then 4 when ${leads.stage} = 'transferred' then 3
        when ${leads.stage} = 'qualified' or ${leads.qualifiedAt} is not null then 2
        when ${leads.stage} = 'contacted' or ${leads.contactedAt} is not null then 1 else 0 end as furthest
    from ${leads}
    join ${sources} on ${sources.workspaceId} = ${leads.workspaceId} and ${sources.id} = ${leads.sourceId}
    left join lateral (
      select * from ${sales} as sale where ${leads.stage} = 'transferred'
        and sale.workspace_id = ${leads.workspaceId} and sale.lead_id = ${leads.id} offset 0) as ${sales} on true
    where ${condition}`;
}

const stillStanding = sql`(${leads.stage} <> 'lost' and coalesce(${sales.stage}, '') <> 'lost')`;

/** All leads: from the first day until now. */
const WHOLE_TIME: Bounds = { from: sql`to_timestamp(0)`, to: sql`now()` };

/** The facts of the funnel from the counters. */
export async function funnelFactsFromCounters(
  tx: Tx,
  query: FunnelQuery,
  timeZone: string,
): Promise<CreatedFact[]> {
  const { mode, source } = query;
  const period = mode === "snapshot" ? WHOLE_TIME : boundsOf(query, timeZone);
  const facts = await countCreated(tx, "progress", period, { source });
  return mode === "snapshot" ? facts.filter(({ isLost }) => !isLost) : facts;
}
