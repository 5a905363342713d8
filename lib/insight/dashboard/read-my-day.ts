import { and, asc, eq, type SQL, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { appeals } from "#db/schema/appeals.ts";
import { leads } from "#db/schema/leads.ts";
import { messages } from "#db/schema/messages.ts";
import { sources } from "#db/schema/sources.ts";
import { visibleAppeals } from "#lib/conversations/appeals/access.ts";
import { clock } from "#lib/core/clock.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { needsAttention } from "#lib/pipeline/leads/filter-leads.ts";
import { getSettings } from "#lib/workspace/settings/queries.ts";
import { getOperator } from "#lib/workspace/team/queries.ts";
import { ownOperatorId } from "./access.ts";
import { ownStages } from "./queries.ts";
import { HISTORY_DAYS, type WorkDay } from "./rules.ts";
import type { MyDay, MyStep } from "./schema.ts";

/** The overdue steps and the steps of today that are shown. */
const MAX_STEPS = { overdue: 4, today: 5 } as const;

/**
 * The caller's own day: what needs them now, what they have done, and the stages of their leads. Also an admin sees
 * only their own.
 * @throws Forbidden for a caller who is no operator
 */
export async function readMyDay(tx: Tx, ctx: Ctx): Promise<MyDay> {
  const operatorId = ownOperatorId(ctx);
  const { timeZone } = await getSettings(tx);
  const [operator, waiting, counts, overdue, today, days, stages] = await Promise.all([
    getOperator(tx, operatorId),
    countWaiting(tx, ctx),
    countSteps(tx, operatorId),
    listSteps(tx, operatorId, "overdue"),
    listSteps(tx, operatorId, "today"),
    workDays(tx, operatorId, timeZone),
    ownStages(tx, operatorId),
  ]);
  return {
    operator_id: operatorId,
    load: operator.currentLoad,
    limit: operator.maxLoad,
    waiting,
    steps: { overdue: counts.overdue, today: counts.today, shown: [...overdue, ...today] },
    days,
    stages,
    as_of: clock.now().toISOString(),
  };
}

/** How many unassigned appeals wait that the caller could get. */
async function countWaiting(tx: Tx, ctx: Ctx): Promise<number> {
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(appeals)
    .innerJoin(sources, and(eq(sources.workspaceId, appeals.workspaceId), eq(sources.id, appeals.sourceId)))
    .where(and(sql`${appeals.status} = 'waiting'`, visibleAppeals(ctx)));
  return row?.count ?? 0;
}

async function countSteps(tx: Tx, operatorId: number) {
  const countOf = (condition: SQL) => sql<number>`(count(*) filter (where ${condition}))::int`;
  const [overdue, today] = [needsAttention.overdue(), needsAttention.today()];
  const [row] = await tx
    .select({ overdue: countOf(overdue), today: countOf(today) })
    .from(leads)
    .where(and(eq(leads.ownerId, operatorId), sql`(${overdue} or ${today})`));
  return row ?? { overdue: 0, today: 0 };
}

async function listSteps(tx: Tx, operatorId: number, due: keyof typeof MAX_STEPS): Promise<MyStep[]> {
  const rows = await tx
    .select({ id: leads.id, name: leads.name, step: leads.nextStep, at: leads.nextStepAt })
    .from(leads)
    .where(and(eq(leads.ownerId, operatorId), needsAttention[due]()))
    .orderBy(asc(leads.nextStepAt), asc(leads.id))
    .limit(MAX_STEPS[due]);
  return rows.map(({ id, name, step, at }) => ({
    lead_id: id,
    name,
    step,
    at: at?.toISOString() ?? "",
    due,
  }));
}

/**
 * What an operator did on each of the last days, today last. A lead that moved twice on a day counts once. Moves that
 * were undone do not count, because their times were reset.
 */
async function workDays(tx: Tx, operatorId: number, timeZone: string): Promise<WorkDay[]> {
  const zone = sql`${timeZone}::text`;
  const local = (moment: SQL) => sql`(${moment} at time zone ${zone})`;
  const firstReply = sql`(
    select min(reply.created_at) from ${messages} as reply
    where reply.workspace_id = appeal.workspace_id and reply.appeal_id = appeal.id and reply.direction = 'out'
      and reply.operator_id = ${operatorId} and reply.created_at >= appeal.assigned_at)`;
  const countOf = (what: string, condition = sql`true`) =>
    sql`(count(*) filter (where what = ${sql.raw(`'${what}'`)} and ${condition}))::int`;
  const isByNow = sql`${local(sql`at`)}::time <= ${local(sql`now()`)}::time`;
  const { rows } = await tx.execute<WorkDay>(sql`
    with span as (
      select ${local(sql`now()`)}::date as today, (${local(sql`now()`)}::date - ${HISTORY_DAYS}::int)::timestamp at time zone ${zone} as since),
    answered as materialized (
      select appeal.assigned_at, appeal.accepted_at, null::timestamptz as closed_at, ${firstReply} as replied_at
      from ${appeals} as appeal where appeal.operator_id = ${operatorId} and appeal.status = 'active'
      union all
      select appeal.assigned_at, appeal.accepted_at, appeal.closed_at, ${firstReply}
      from ${appeals} as appeal where appeal.operator_id = ${operatorId} and appeal.status = 'closed' and appeal.closed_at >= (select since from span)),
    moved as (
      select min(step.at) as at
      from ${leads} as lead cross join lateral (values
        (lead.contacted_at), (lead.qualified_at), (case when lead.stage in ('transferred', 'lost') then lead.stage_changed_at end)) as step (at)
      where lead.owner_id = ${operatorId} and lead.stage in ('contacted', 'qualified', 'transferred', 'lost')
        and lead.stage_changed_at >= (select since from span) and step.at >= (select since from span)
      group by lead.id, ${local(sql`step.at`)}::date),
    done as (
      select 'taken' as what, accepted_at as at, null::float8 as seconds from answered
      union all select 'closed', closed_at, null from answered
      union all select 'moved', at, null from moved
      union all select 'replied', replied_at, extract(epoch from replied_at - assigned_at)::float8 from answered),
    done_days as (
      select ${local(sql`at`)}::date as day, ${countOf("taken")} as taken, ${countOf("closed")} as closed, ${countOf("moved")} as moved,
        ${countOf("closed", isByNow)} as closed_by_now, ${countOf("moved", isByNow)} as moved_by_now,
        percentile_cont(0.5) within group (order by seconds) as reply_seconds
      from done where at >= (select since from span) group by 1)
    select to_char(each, 'YYYY-MM-DD') as day, coalesce(taken, 0) as taken, coalesce(closed, 0) as closed, coalesce(moved, 0) as moved,
      coalesce(closed_by_now, 0) as closed_by_now, coalesce(moved_by_now, 0) as moved_by_now, reply_seconds
    from span cross join generate_series(today - ${HISTORY_DAYS}::int, today, interval '1 day') as each
      left join done_days on done_days.day = each::date
    order by each`);
  return rows;
}
