import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { events } from "#db/schema/events.ts";
import { leads } from "#db/schema/leads.ts";
import { sales } from "#db/schema/sales.ts";
import { sources } from "#db/schema/sources.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { boundsOf, within } from "#lib/core/period.ts";
import { visibleLeads } from "#lib/leads/access.ts";
import { getSettings } from "#lib/settings/queries.ts";
import { funnelOf, type Standing } from "./rules.ts";
import type { FunnelQuery, FunnelStepJson } from "./schema.ts";

/** The moves that bring a lead or its sale to a stage. */
const MOVES = sql`('lead.stage_moved', 'lead.transferred', 'sale.stage_moved')`;

/** Places of the steps in the funnel. A sale that is `new` is a lead that was transferred. */
const stepOfLead = (stage: SQL) =>
  sql`case ${stage} when 'contacted' then 1 when 'qualified' then 2 when 'transferred' then 3 else 0 end`;
const stepOfSale = (stage: SQL) =>
  sql`case ${stage} when 'kyc' then 4 when 'agreement' then 5 when 'paid' then 6 else 3 end`;

/**
 * The conversion funnel of what the caller may see, read from the events: a move that was undone does
 * not count, and a lost lead counts as far as it came.
 */
export async function conversionFunnel(tx: Tx, ctx: Ctx, query: FunnelQuery): Promise<FunnelStepJson[]> {
  const { timeZone } = await getSettings(tx);
  const cohort = cohortOf(ctx, query, timeZone);
  const [standings, medians] = await Promise.all([
    tx.execute<Standing>(sql`
      with ${cohort}, ${progress}
      select furthest, lost_reason as "lostReason", count(*)::int as count from progress group by 1, 2`),
    tx.execute<Record<string, number | null>>(sql`
      with ${cohort}, ${progress}
      select ${medianBetween("created_at", "contacted_at")} as contacted,
        ${medianBetween("contacted_at", "qualified_at")} as qualified,
        ${medianBetween("qualified_at", "transferred_at")} as transferred,
        ${medianBetween("transferred_at", "kyc_at")} as kyc,
        ${medianBetween("kyc_at", "agreement_at")} as agreement,
        ${medianBetween("agreement_at", "paid_at")} as paid
      from progress`),
  ]);
  const hours = medians.rows[0] ?? {};
  const { contacted, qualified, transferred, kyc, agreement, paid } = hours;
  const medianHours = [null, contacted, qualified, transferred, kyc, agreement, paid].map(
    (value) => value ?? null,
  );
  return funnelOf(standings.rows, medianHours);
}

function medianBetween(earlier: string, later: string): SQL {
  const hours = sql`extract(epoch from ${sql.identifier(later)} - ${sql.identifier(earlier)}) / 3600`;
  return sql`(percentile_cont(0.5) within group (order by ${hours}))::float8`;
}

/** The leads that are looked at, each with its sale. */
function cohortOf(ctx: Ctx, query: FunnelQuery, timeZone: string): SQL {
  const condition = and(
    query.mode === "cohort" ? within(sql`${leads.createdAt}`, boundsOf(query, timeZone)) : stillStanding,
    query.source === undefined ? undefined : eq(sources.code, query.source),
    visibleLeads(ctx),
  );
  return sql`cohort as (
    select ${leads.id} as id, ${leads.createdAt} as created_at, ${leads.stage} as stage, ${leads.lostReason} as lost_reason,
      ${sales.id} as sale_id, ${sales.stage} as sale_stage, ${sales.lostReason} as sale_lost_reason
    from ${leads}
    join ${sources} on ${sources.workspaceId} = ${leads.workspaceId} and ${sources.id} = ${leads.sourceId}
    left join ${sales} on ${sales.workspaceId} = ${leads.workspaceId} and ${sales.leadId} = ${leads.id}
    where ${condition ?? sql`true`})`;
}

const stillStanding = sql`(${leads.stage} <> 'lost' and coalesce(${sales.stage}, '') <> 'lost')`;

const notUndone = sql`not exists (select from ${events} undoing where undoing.workspace_id = e.workspace_id and undoing.undoes_id = e.id)`;

/** Where each lead of the cohort came to, and when. */
const progress = sql`moves as (
    select cohort.id as lead_id, e.subject_type, e.after->>'stage' as stage, e.before->>'stage' as left_stage, e.created_at as at
    from cohort join ${events} e on e.subject_type = 'lead' and e.subject_id = cohort.id
    where e.type in ${MOVES} and ${notUndone}
    union all
    select cohort.id, e.subject_type, e.after->>'stage', e.before->>'stage', e.created_at
    from cohort join ${events} e on e.subject_type = 'sale' and e.subject_id = cohort.sale_id
    where e.type in ${MOVES} and ${notUndone}
  ), times as (
    select lead_id,
      max(at) filter (where subject_type = 'lead' and stage = 'contacted') as contacted_at,
      max(at) filter (where subject_type = 'lead' and stage = 'qualified') as qualified_at,
      max(at) filter (where subject_type = 'lead' and stage = 'transferred') as transferred_at,
      max(at) filter (where subject_type = 'sale' and stage = 'kyc') as kyc_at,
      max(at) filter (where subject_type = 'sale' and stage = 'agreement') as agreement_at,
      max(at) filter (where subject_type = 'sale' and stage = 'paid') as paid_at,
      max(left_stage) filter (where subject_type = 'lead' and stage = 'lost') as lead_lost_at_stage,
      max(left_stage) filter (where subject_type = 'sale' and stage = 'lost') as sale_lost_at_stage
    from moves group by lead_id
  ), progress as (
    select cohort.created_at, times.*,
      coalesce(cohort.sale_lost_reason, cohort.lost_reason) as lost_reason,
      case when cohort.sale_stage = 'lost' then ${stepOfSale(sql`times.sale_lost_at_stage`)}
        when cohort.sale_stage is not null then ${stepOfSale(sql`cohort.sale_stage`)}
        when cohort.stage = 'lost' then ${stepOfLead(sql`times.lead_lost_at_stage`)}
        else ${stepOfLead(sql`cohort.stage`)} end as furthest
    from cohort left join times on times.lead_id = cohort.id
  )`;
