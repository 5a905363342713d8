import { type SQL, sql } from "drizzle-orm";
import { executeOnce, type Tx } from "#db/client.ts";
import { leadDeltas, saleDeltas, stageCounters } from "#db/schema/counters.ts";
import { leads } from "#db/schema/leads.ts";
import { sales } from "#db/schema/sales.ts";
import { sources } from "#db/schema/sources.ts";
import { workspaces } from "#db/schema/workspaces.ts";
import { canSeeWholeWorkspace } from "#lib/auth/permissions.ts";
import { isInQueueOf, operatorOf } from "#lib/auth/visible.ts";
import { answersNow } from "#lib/auth/visible-leads.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import type { Money } from "#lib/core/currencies.ts";
import { countedSource, epoch, isOfSource, raw, stageFacts } from "./queries.ts";
import { EVERY, EXACT_MEDIAN_UP_TO, NO_OWNER, WEEK_SECONDS } from "./rules.ts";

type CounterFilter = { source?: string | undefined; owner_id?: number | undefined };

/** What is counted, as conditions on the cells of the counters, on facts not yet added to them, and on the cards. */
type Scope = {
  cells: SQL;
  facts: SQL;
  cards: SQL;
  /** Facts of cards that are in no cell. */
  others?: SQL;
  exactUpTo: number;
};

/** The whole workspace, or all cards of a source or an owner. */
function allOf({ source, owner_id: owner }: CounterFilter): Scope {
  const isSource = isOfSource(source, sql`source_id`);
  const isOwner = owner === undefined ? sql`true` : sql`owner_id = ${owner}`;
  const isAsked = sql`${isSource} and ${isOwner}`;
  return {
    cells: sql`source_id = ${countedSource(source)} and owner_id = ${owner ?? raw(EVERY.owner)}`,
    facts: isAsked,
    cards: isAsked,
    exactUpTo: source === undefined && owner === undefined ? EXACT_MEDIAN_UP_TO.all : EXACT_MEDIAN_UP_TO.one,
  };
}

/**
 * What `visibleLeads` and `visibleSales` let an operator see: their own, their queue, and leads that they answer now.
 */
function visibleTo(ctx: Ctx, board: "leads" | "sales", { source }: CounterFilter): Scope {
  const { operatorId } = operatorOf(ctx);
  const isSource = isOfSource(source, sql`source_id`);
  const queue = sql`(select ${sources.id} from ${sources} where ${isInQueueOf(ctx)})`;
  const isQueued = sql`owner_id = ${raw(NO_OWNER)} and source_id in ${queue}`;
  const isOwnOrQueued = sql`(owner_id = ${operatorId} or ${isQueued})`;
  const itsSource =
    board === "leads"
      ? sql`source_id`
      : sql`(select source_id from ${leads} where ${leads.id} = ${sales.leadId})`;
  // `case` instead of `or`: with `or` the planner would read and sort all cards since the week of the median.
  const isOwnOrQueuedCard = sql`case when owner_id is null then ${itsSource} in ${queue} else owner_id = ${operatorId} end`;
  const answered = stageFacts(
    "leads",
    sql`(select 1 as n, ${leads}.* from ${leads} where ${answersNow(ctx)})`,
  );
  return {
    cells: sql`owner_id = ${operatorId} and source_id = ${countedSource(source)} or ${isQueued} and ${isSource}`,
    facts: sql`${isOwnOrQueued} and ${isSource}`,
    cards:
      board === "leads"
        ? sql`(${isOwnOrQueuedCard} or ${answersNow(ctx)}) and ${isSource}`
        : isOwnOrQueuedCard,
    ...(board === "leads" && {
      others: sql`select * from (${answered}) as answered where not ${isOwnOrQueued} and ${isSource}`,
    }),
    exactUpTo: EXACT_MEDIAN_UP_TO.one,
  };
}

/** The columns that have cards. Only sales have amounts, which are summed for each currency. */
const COLUMNS = {
  leads: sql`
      select stage, sum(count)::int as total, null as amount, '[]'::jsonb as amounts
      from weeks group by stage having sum(count) > 0`,
  sales: sql`
      select stage, sum(count)::int as total,
        max(value) filter (where valued > 0 and currency = (select currency from ${workspaces})) as amount,
        coalesce(jsonb_agg(jsonb_build_object('currency', currency, 'amount', value) order by currency)
          filter (where valued > 0), '[]') as amounts
      from (
        select stage, currency, sum(count) as count, sum(valued) as valued, sum(value)::float8 as value
        from cells group by stage, currency) as sums
      group by stage having sum(count) > 0`,
};

export type CountedColumn = {
  stage: string;
  count: number;
  /** In the workspace's currency; null when no amount in it is known. */
  amount: number | null;
  /** The amounts of each currency. */
  amounts: Money[];
  medianAgeHours: number | null;
};

/**
 * Count, sum and median age of the columns that have cards, for the cards that the caller sees, or those of one
 * source or owner among them. The counters give the week of the median, and an index the median within it. In a week
 * with more than `EXACT_MEDIAN_UP_TO` cards it is interpolated between the first and the last card.
 */
export function countColumns(
  tx: Tx,
  ctx: Ctx,
  board: "leads" | "sales",
  filter: CounterFilter,
): Promise<CountedColumn[]> {
  const table = board === "leads" ? leads : sales;
  const scope = canSeeWholeWorkspace(ctx) ? allOf(filter) : visibleTo(ctx, board, filter);
  const deltas = stageFacts(board, sql`${board === "leads" ? leadDeltas : saleDeltas}`);
  const others = scope.others
    ? sql`union all select stage, week, currency, n, valued, value from (${scope.others}) as other`
    : sql``;
  const monday = sql`to_timestamp(middle.week * ${raw(WEEK_SECONDS)}::float8)`;
  const nextMonday = sql`to_timestamp((middle.week + 1) * ${raw(WEEK_SECONDS)}::float8)`;
  const edge = (direction: SQL) => sql`(
    select ${epoch(sql`stage_changed_at`)} from ${table}
    where stage = middle.stage and stage_changed_at >= ${monday} and stage_changed_at < ${nextMonday} and ${scope.cards}
    order by stage_changed_at ${direction} limit 1)`;
  return executeOnce<CountedColumn>(
    tx,
    sql`
    with cells as (
      select stage, week, currency, count, valued, value from ${stageCounters}
      where board = ${sql.raw(`'${board}'`)} and (${scope.cells})
      union all
      select stage, week, currency, n, valued, value from (${deltas}) as fact where ${scope.facts} ${others}),
    weeks as materialized (select stage, week, sum(count)::int as count from cells group by stage, week),
    columns as materialized (${COLUMNS[board]}),
    running as (
      select stage, week, count, sum(count) over (partition by stage order by week rows unbounded preceding)::int as upto from weeks),
    middle as materialized (
      select stage, running.week, running.count, 2 - total % 2 as taken, (total - 1) / 2 - (upto - running.count) as place
      from running join columns using (stage)
      where upto > (total - 1) / 2 and upto - running.count <= (total - 1) / 2)
    select stage, total as count, amount, amounts, (${epoch(sql`now()`)} - case
      when middle.count <= ${raw(scope.exactUpTo)} then (
        select avg(moment) from (
          select ${epoch(sql`stage_changed_at`)} as moment from ${table}
          where stage = middle.stage and stage_changed_at >= ${monday} and ${scope.cards}
          order by stage_changed_at offset middle.place limit middle.taken) as middle_cards)
      else (
        select first + (last - first) * (middle.place + middle.taken / 2.0) / middle.count
        from (select ${edge(sql`asc`)} as first, ${edge(sql`desc`)} as last) as edges) end)::float8 / 3600 as "medianAgeHours"
    from columns left join middle using (stage)`,
  );
}
