import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { appeals } from "#db/schema/appeals.ts";
import { operatorWeights } from "#db/schema/distribution.ts";
import { operators } from "#db/schema/operators.ts";
import { sources } from "#db/schema/sources.ts";
import { visibleAppeals } from "#lib/conversations/appeals/access.ts";
import { BREACHES_WITHIN_MINUTES } from "#lib/conversations/appeals/rules.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { boundsOf, startOfToday, within } from "#lib/core/period.ts";
import { getSettings } from "#lib/workspace/settings/queries.ts";
import { idOfSource } from "#lib/workspace/sources/queries.ts";
import type { DashboardJson, OperatorReport, PeriodQuery } from "./schema.ts";

/** Every operator: their open work, and what they did in the period. The busiest first. */
export async function operatorReports(tx: Tx, query: PeriodQuery): Promise<OperatorReport[]> {
  const { timeZone } = await getSettings(tx);
  const bounds = boundsOf(query, timeZone);
  const isOfSource = query.source ? sql`and ${appeals.sourceId} = ${idOfSource(query.source)}` : sql``;
  const median = (span: SQL) => sql`percentile_cont(0.5) within group (order by extract(epoch from ${span}))`;
  const { rows } = await tx.execute<OperatorReport>(sql`
    with done as (
      select ${appeals.operatorId} as operator_id,
        count(*) filter (where ${appeals.status} = 'closed')::int as handled,
        ${median(sql`${appeals.acceptedAt} - ${appeals.enqueuedAt}`)} as first_answer,
        ${median(sql`${appeals.closedAt} - ${appeals.enqueuedAt}`)} as close,
        count(*)::float8 as given
      from ${appeals}
      where ${appeals.operatorId} is not null and ${within(sql`${appeals.createdAt}`, bounds)} ${isOfSource}
      group by 1),
    came as (
      select ${appeals.sourceId} as source_id, count(*)::float8 as count
      from ${appeals}
      where ${appeals.operatorId} is not null and ${within(sql`${appeals.createdAt}`, bounds)} ${isOfSource}
      group by 1),
    promised as (
      select operator_id, sum(came.count * share) / (select sum(count) from came) as share
      from (select operator_id, source_id, weight / sum(weight::float8) over (partition by source_id) as share from operator_weights)
      join came using (source_id) group by 1)
    select ${operators.id}::int as operator_id, ${operators.name} as operator_name,
      ${operators.currentLoad} as current_load, ${operators.maxLoad} as max_load,
      coalesce(done.handled, 0) as handled,
      done.first_answer::float8 as median_first_answer_seconds, done.close::float8 as median_close_seconds,
      coalesce(done.given / sum(done.given) over (), 0) as actual_share, coalesce(promised.share, 0) as target_share
    from ${operators} left join done on done.operator_id = ${operators.id}
      left join promised on promised.operator_id = ${operators.id}
    where ${operators.isActive} and (done.given > 0 or ${operators.currentLoad} > 0
      or exists (select from ${operatorWeights} where ${operatorWeights.operatorId} = ${operators.id}))
    order by ${operators.currentLoad}::float8 / greatest(${operators.maxLoad}, 1) desc, ${operators.id}`);
  return rows;
}

type AppealTotals = DashboardJson["appeals"];

/** How many visible appeals wait, are active, and were closed today. */
export async function appealTotals(tx: Tx, ctx: Ctx): Promise<AppealTotals> {
  const [totals] = await tx
    .select({
      waiting: sql<number>`count(*) filter (where ${appeals.status} = 'waiting')::int`,
      active: sql<number>`count(*) filter (where ${appeals.status} = 'active')::int`,
      closed_today: sql<number>`count(*) filter (where ${appeals.closedAt} >= ${startOfToday})::int`,
      oldest_waiting_at: sql<
        string | null
      >`to_char(min(${appeals.enqueuedAt}) filter (where ${appeals.status} = 'waiting') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`,
      breaching: sql<number>`count(*) filter (where ${appeals.status} = 'active' and ${appeals.acceptedAt} is null
        and ${appeals.assignedAt} + make_interval(secs => ${sources.acknowledgeSeconds}) < now() + make_interval(mins => ${BREACHES_WITHIN_MINUTES}))::int`,
    })
    .from(appeals)
    .innerJoin(sources, and(eq(sources.workspaceId, appeals.workspaceId), eq(sources.id, appeals.sourceId)))
    .where(
      and(
        // Separate conditions, because each has an index of its own.
        sql`(${appeals.status} = 'waiting' or ${appeals.status} = 'active'
          or (${appeals.status} = 'closed' and ${appeals.closedAt} > now() - interval '25 hours'))`,
        visibleAppeals(ctx),
      ),
    );
  return totals ?? { waiting: 0, active: 0, closed_today: 0, oldest_waiting_at: null, breaching: 0 };
}
