import { and, asc, eq, gte, lt, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { appeals } from "#db/schema/appeals.ts";
import { leads } from "#db/schema/leads.ts";
import { messages } from "#db/schema/messages.ts";
import { operators } from "#db/schema/operators.ts";
import { sources } from "#db/schema/sources.ts";
import { isFoundFor } from "#lib/auth/visible-leads.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { MAX_SEARCH_HITS } from "#lib/core/limits.ts";
import { type HistoryQuery, hasWords, ifGiven } from "#lib/core/listing.ts";
import { type Cursor, decodeCursor, type Page, toPage } from "#lib/core/paging.ts";
import { boundsOf } from "#lib/core/period.ts";
import { afterCursor, orderName, orderOf, type Sorting } from "#lib/core/sorting.ts";
import { getLead } from "#lib/pipeline/leads/queries.ts";
import { getSettings } from "#lib/workspace/settings/queries.ts";
import { visibleAppeals } from "./access.ts";
import {
  type AppealRow,
  itsLead,
  itsOperator,
  itsSource,
  ofLastMessage,
  selection,
  withoutUnseenLeads,
} from "./queries.ts";
import type { APPEAL_SORTS, AppealFilter } from "./schema.ts";

type AppealSort = (typeof APPEAL_SORTS)[number];

/** An order of appeals; some only list appeals with one status. */
type Order = {
  /** What cursors call it. */
  name: string;
  lists?: SQL;
  by: SQL[];
  /** The value of a row in the cursor, beside its id. */
  place: SQL<string>;
  after: (cursor: Cursor) => SQL;
};

const byColumn = (sorting: Omit<Sorting, "idColumn">): Order => {
  const all = { ...sorting, idColumn: appeals.id };
  return {
    name: orderName(all),
    by: orderOf(all),
    place: sql<string>`${sorting.column}`,
    after: (cursor) => afterCursor(all, cursor),
  };
};

/** By a rank number, then by time, the earliest first. */
const byRank = (name: AppealSort, rank: SQL, since: SQLWrapper): Order => ({
  name,
  by: [asc(rank), asc(since), asc(appeals.id)],
  place: sql<string>`concat_ws(' ', ${rank}, ${since})`,
  after: ([place, id]) => sql`(${rank}, ${since}, ${appeals.id}) > (
    cast(split_part(${place}, ' ', 1) as int), cast(substring(${place} from ' (.*)') as timestamptz), ${id})`,
});

// Written as in the partial indexes, so that PostgreSQL can use them.
const isWaiting = sql`${appeals.status} = 'waiting'`;
const isActive = sql`${appeals.status} = 'active'`;
const isClosed = sql`${appeals.status} = 'closed'`;

const acceptBy = sql`case when ${appeals.acceptedAt} is null
  then ${appeals.assignedAt} + make_interval(secs => ${sources.acknowledgeSeconds}) end`;

/** When the client began to wait: at their last message, or when the appeal was created. */
const waitsSince = sql`greatest(${appeals.enqueuedAt},
  ${ofLastMessage(sql`case ${messages.direction} when 'in' then ${messages.createdAt} end`)})`;

/** Offers with a time limit, other offers, conversations that need an answer, and answered ones. */
const urgency = sql`case
  when ${acceptBy} is not null then 0
  when ${appeals.acceptedAt} is null then 1
  when ${ofLastMessage(sql`${messages.direction}`)} = 'out' then 3
  else 2 end`;

const ORDERS: Record<AppealSort, Order> = {
  created_at: byColumn({ column: appeals.createdAt, descending: false }),
  "-created_at": byColumn({ column: appeals.createdAt, descending: true }),
  // The column is never null for closed appeals.
  "-closed_at": {
    ...byColumn({ column: appeals.closedAt, descending: true, isFilled: true }),
    lists: isClosed,
  },
  turn: { ...byRank("turn", sql`-${appeals.priority}`, appeals.enqueuedAt), lists: isWaiting },
  urgency: { ...byRank("urgency", urgency, sql`coalesce(${acceptBy}, ${waitsSince})`), lists: isActive },
};

function where(tx: Tx, ctx: Ctx, filter: AppealFilter, timeZone: string): (SQL | undefined)[] {
  const created = boundsOf({ from: filter.created_from, to: filter.created_to }, timeZone);
  const closed = boundsOf({ from: filter.closed_from, to: filter.closed_to }, timeZone);
  return [
    filter.created_from === undefined ? undefined : gte(appeals.createdAt, created.from),
    filter.created_to === undefined ? undefined : lt(appeals.createdAt, created.to),
    filter.closed_from === undefined ? undefined : and(isClosed, gte(appeals.closedAt, closed.from)),
    filter.closed_to === undefined ? undefined : and(isClosed, lt(appeals.closedAt, closed.to)),
    filter.status && eq(appeals.status, filter.status),
    filter.operator_id === undefined ? undefined : eq(appeals.operatorId, filter.operator_id),
    filter.source_id === undefined ? undefined : eq(appeals.sourceId, filter.source_id),
    filter.lead_id === undefined ? undefined : eq(appeals.leadId, filter.lead_id),
    filter.department_id === undefined ? undefined : eq(sources.departmentId, filter.department_id),
    ifGiven(filter.q, (words) =>
      and(
        sql`${appeals.leadId} in (select find_leads(${words}, ${MAX_SEARCH_HITS}))`,
        isFoundFor(tx, ctx, words, [leads.name, leads.externalId]),
      ),
    ),
  ];
}

const ENDS = ["created_from", "created_to", "closed_from", "closed_to"] as const;

type ListOptions = {
  limit: number;
  cursor?: string | undefined;
  sort?: AppealSort | undefined;
  count?: string | undefined;
  /** Words to search in the appeal's own message. */
  message?: string | undefined;
};

/** One page of the appeals that the caller may see. The newest first unless sorted otherwise. */
export async function listAppeals(
  tx: Tx,
  ctx: Ctx,
  filter: AppealFilter,
  { limit, cursor, sort = "-created_at", count, message }: ListOptions,
): Promise<Page<AppealRow>> {
  // The workspace's time zone is read only for filters by day, because most lists have none and are read often.
  const namesDays = ENDS.some((end) => filter[end] !== undefined);
  const { timeZone } = namesDays ? await getSettings(tx) : { timeZone: "UTC" };
  const { name, lists, by, place, after } = ORDERS[sort];
  const last = decodeCursor(cursor, name);
  const all = and(
    ...where(tx, ctx, filter, timeZone),
    lists,
    hasWords(message, [appeals.message]),
    visibleAppeals(ctx),
  );
  const [rows, total] = await Promise.all([
    tx
      .select({ ...selection, place })
      .from(appeals)
      .innerJoin(leads, itsLead)
      .innerJoin(sources, itsSource)
      .leftJoin(operators, itsOperator)
      .where(and(all, last && after(last)))
      .orderBy(...by)
      .limit(limit + 1),
    count === "true" ? countAppeals(tx, all) : undefined,
  ]);
  const shown = await withoutUnseenLeads(tx, ctx, rows);
  const page = toPage(shown, limit, name, (row) => [row.place, row.id]);
  return total === undefined ? page : { ...page, total };
}

async function countAppeals(tx: Tx, condition: SQL | undefined): Promise<number> {
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(appeals)
    .innerJoin(leads, itsLead)
    .innerJoin(sources, itsSource)
    .where(condition);
  return row?.count ?? 0;
}

/**
 * The appeals of one lead, the newest first unless sorted otherwise; `q` searches their messages.
 * @throws NotFound when there is no such lead, or the caller may not see it
 */
export async function listAppealsOfLead(
  tx: Tx,
  ctx: Ctx,
  leadId: number,
  { q, ...page }: HistoryQuery,
): Promise<Page<AppealRow>> {
  await getLead(tx, ctx, leadId);
  return listAppeals(tx, ctx, { lead_id: leadId }, { ...page, message: q });
}
