import {
  and,
  arrayContains,
  asc,
  desc,
  eq,
  getTableColumns,
  gte,
  inArray,
  lt,
  not,
  notInArray,
  type SQL,
  sql,
} from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { appeals } from "#db/schema/appeals.ts";
import { leads } from "#db/schema/leads.ts";
import { messages } from "#db/schema/messages.ts";
import { operators } from "#db/schema/operators.ts";
import { sources } from "#db/schema/sources.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { NotFound } from "#lib/core/errors.ts";
import { decodeCursor, type Page, toPage } from "#lib/core/paging.ts";
import { boundsOf } from "#lib/core/period.ts";
import { afterCursor, orderOf, type Sorting } from "#lib/core/sorting.ts";
import { getLead } from "#lib/leads/queries.ts";
import { getSettings } from "#lib/settings/queries.ts";
import { getOperator } from "#lib/team/queries.ts";
import { visibleAppeals } from "./access.ts";
import type { APPEAL_SORTS, AppealFilter } from "./schema.ts";

const { workspaceId: _workspace, isDemo: _demo, receipt: _receipt, ...stored } = getTableColumns(appeals);

/** The newest message of the conversation, whichever appeal it belongs to. */
export type LastMessage = { direction: "in" | "out"; text: string; at: string };

const lastMessage = sql<LastMessage | null>`(
  select json_build_object('direction', direction, 'text', left(text, 200), 'at', created_at)
  from ${messages} where ${messages.workspaceId} = ${appeals.workspaceId} and ${messages.leadId} = ${appeals.leadId}
  order by ${messages.id} desc limit 1)`;

const selection = {
  ...stored,
  lastMessage,
  leadExternalId: leads.externalId,
  leadName: leads.name,
  unreadCount: leads.unreadCount,
  sourceName: sources.name,
  sourceDepartmentId: sources.departmentId,
  acknowledgeSeconds: sources.acknowledgeSeconds,
  operatorName: operators.name,
};

/** An appeal with the names that are shown beside it. */
export type AppealRow = Awaited<ReturnType<typeof getAppeal>>;

export function selectAppeals(tx: Tx) {
  return tx
    .select(selection)
    .from(appeals)
    .innerJoin(leads, and(eq(leads.workspaceId, appeals.workspaceId), eq(leads.id, appeals.leadId)))
    .innerJoin(sources, and(eq(sources.workspaceId, appeals.workspaceId), eq(sources.id, appeals.sourceId)))
    .leftJoin(
      operators,
      and(eq(operators.workspaceId, appeals.workspaceId), eq(operators.id, appeals.operatorId)),
    )
    .$dynamic();
}

/** @throws NotFound when there is none, or none that this person may see */
export async function getAppeal(tx: Tx, ctx: Ctx, appealId: number) {
  const [appeal] = await selectAppeals(tx)
    .where(and(eq(appeals.id, appealId), visibleAppeals(ctx)))
    .then((rows) => rows);
  if (!appeal) throw new NotFound("Appeal");
  return appeal;
}

/** The appeal, locked until the transaction ends. Its source, and any other, must be locked before. */
export async function lockAppeal(tx: Tx, ctx: Ctx, appealId: number): Promise<AppealRow> {
  const [, appeal] = await Promise.all([
    tx
      .execute(sql`select from ${appeals} where ${appeals.id} = ${appealId} for update`)
      .then(() => undefined),
    getAppeal(tx, ctx, appealId),
  ]);
  return appeal;
}

const byTurn = (one: AppealRow, other: AppealRow) =>
  other.priority - one.priority || one.enqueuedAt.getTime() - other.enqueuedAt.getTime() || one.id - other.id;

/**
 * The appeals that wait in these sources, in the order in which they are served. Each source is asked by
 * itself, so that only the head of its queue is read, however long it is.
 * @param but leaves these out
 */
export async function listWaiting(
  tx: Tx,
  sourceIds: number[],
  { but, notDeclinedBy }: { but: number[]; notDeclinedBy?: number | undefined },
  limit: number,
): Promise<AppealRow[]> {
  const heads = await Promise.all(
    sourceIds.map((sourceId) =>
      selectAppeals(tx)
        .where(
          and(
            eq(appeals.status, "waiting"),
            eq(appeals.sourceId, sourceId),
            but.length > 0 ? notInArray(appeals.id, but) : undefined,
            notDeclinedBy === undefined ? undefined : not(arrayContains(appeals.declinedBy, [notDeclinedBy])),
          ),
        )
        .orderBy(sql`${appeals.priority} desc nulls last`, asc(appeals.enqueuedAt), asc(appeals.id))
        .limit(limit)
        .then((rows) => rows),
    ),
  );
  return heads.flat().toSorted(byTurn).slice(0, limit);
}

/** The place in the queue of its source, from 1; null for one that does not wait. */
export async function queuePosition(tx: Tx, appeal: Pick<AppealRow, "id" | "status" | "sourceId">) {
  if (appeal.status !== "waiting") return null;
  const { rows } = await tx.execute<{ place: number }>(sql`
    select count(*)::int as place from appeals a, appeals own
    where own.id = ${appeal.id} and a.source_id = ${appeal.sourceId} and a.status = 'waiting'
      and (-a.priority, a.enqueued_at, a.id) <= (-own.priority, own.enqueued_at, own.id)`);
  return rows[0]?.place ?? null;
}

const NEWEST_FIRST: Sorting = { column: appeals.createdAt, idColumn: appeals.id, descending: true };
const LAST_CLOSED_FIRST: Sorting = {
  column: appeals.closedAt,
  idColumn: appeals.id,
  descending: true,
  isFilled: true,
};

/** In words of the partial indexes of closed appeals, all of which have been closed at some time. */
const isClosed = sql`${appeals.status} = 'closed'`;

function where(filter: AppealFilter, timeZone: string): (SQL | undefined)[] {
  const closed = boundsOf({ from: filter.closed_from, to: filter.closed_to }, timeZone);
  return [
    filter.closed_from === undefined ? undefined : and(isClosed, gte(appeals.closedAt, closed.from)),
    filter.closed_to === undefined ? undefined : and(isClosed, lt(appeals.closedAt, closed.to)),
    filter.status && eq(appeals.status, filter.status),
    filter.operator_id === undefined ? undefined : eq(appeals.operatorId, filter.operator_id),
    filter.source_id === undefined ? undefined : eq(appeals.sourceId, filter.source_id),
    filter.lead_id === undefined ? undefined : eq(appeals.leadId, filter.lead_id),
    filter.department_id === undefined ? undefined : eq(sources.departmentId, filter.department_id),
  ];
}

type ListOptions = {
  limit: number;
  cursor?: string | undefined;
  sort?: (typeof APPEAL_SORTS)[number] | undefined;
};

/** The newest first, or the closed ones as they were closed, the last first; as far as the caller may see them. */
export async function listAppeals(
  tx: Tx,
  ctx: Ctx,
  filter: AppealFilter,
  { limit, cursor, sort }: ListOptions,
): Promise<Page<AppealRow>> {
  // Only days need the workspace's zone; most lists name none, and are read often.
  const { timeZone } = filter.closed_from || filter.closed_to ? await getSettings(tx) : { timeZone: "UTC" };
  const after = decodeCursor(cursor);
  const isByClosing = sort === "-closed_at";
  const sorting = isByClosing ? LAST_CLOSED_FIRST : NEWEST_FIRST;
  const rows = await selectAppeals(tx)
    .where(
      and(
        ...where(filter, timeZone),
        isByClosing ? isClosed : undefined,
        visibleAppeals(ctx),
        after && afterCursor(sorting, after),
      ),
    )
    .orderBy(...orderOf(sorting))
    .limit(limit + 1);
  return toPage(rows, limit, ({ id, createdAt, closedAt }) => [
    (isByClosing && closedAt ? closedAt : createdAt).toISOString(),
    id,
  ]);
}

/** The leads that brought appeals, those with the newest lead first, with how many each has brought. */
export async function listClients(
  tx: Tx,
  ctx: Ctx,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
) {
  const after = decodeCursor(cursor);
  const rows = await tx
    .select({
      id: leads.id,
      externalId: leads.externalId,
      name: leads.name,
      phone: leads.phone,
      email: leads.email,
      appealsCount: sql<number>`count(*)::int`,
    })
    .from(leads)
    .innerJoin(appeals, and(eq(appeals.workspaceId, leads.workspaceId), eq(appeals.leadId, leads.id)))
    .innerJoin(sources, and(eq(sources.workspaceId, appeals.workspaceId), eq(sources.id, appeals.sourceId)))
    .where(and(visibleAppeals(ctx), after && lt(leads.id, after[1])))
    .groupBy(leads.workspaceId, leads.id)
    .orderBy(desc(leads.id))
    .limit(limit + 1);
  return toPage(rows, limit, ({ id }) => [null, id]);
}

/** The stored receipt of an appeal, with the names of whom it speaks. */
export async function getReceipt(tx: Tx, ctx: Ctx, appealId: number) {
  const appeal = await getAppeal(tx, ctx, appealId);
  const [row] = await tx.select({ receipt: appeals.receipt }).from(appeals).where(eq(appeals.id, appealId));
  if (!row?.receipt) throw new NotFound("Receipt");
  const ids = row.receipt.candidates.map(([operatorId]) => operatorId);
  const named = await tx
    .select({ id: operators.id, name: operators.name })
    .from(operators)
    .where(inArray(operators.id, [0, ...ids]));
  return { appeal, receipt: row.receipt, names: new Map(named.map(({ id, name }) => [id, name])) };
}

/** The appeals of one lead, the newest first. @throws NotFound when the lead is not there for this person */
export async function listAppealsOfLead(
  tx: Tx,
  ctx: Ctx,
  leadId: number,
  page: { limit: number; cursor?: string | undefined },
): Promise<Page<AppealRow>> {
  await getLead(tx, ctx, leadId);
  return listAppeals(tx, ctx, { lead_id: leadId }, page);
}

/** What an operator has open and has done. @throws NotFound */
export async function getOperatorStats(tx: Tx, operatorId: number) {
  await getOperator(tx, operatorId);
  const seconds = (from: SQL) => sql<number | null>`
    percentile_cont(0.5) within group (order by extract(epoch from ${from})) filter (where ${appeals.createdAt} > now() - interval '30 days')`;
  const [stats] = await tx
    .select({
      active: sql<number>`count(*) filter (where ${appeals.status} = 'active')::int`,
      closedToday: sql<number>`count(*) filter (where ${appeals.closedAt} >= date_trunc('day', now(), (select time_zone from workspaces)))::int`,
      closed30Days: sql<number>`count(*) filter (where ${appeals.closedAt} > now() - interval '30 days')::int`,
      firstAnswer: seconds(sql`${appeals.acceptedAt} - ${appeals.enqueuedAt}`),
      close: seconds(sql`${appeals.closedAt} - ${appeals.enqueuedAt}`),
    })
    .from(appeals)
    .where(eq(appeals.operatorId, operatorId));
  if (!stats) throw new Error("A count without groups returned no row");
  return { operatorId, ...stats };
}
