import {
  and,
  arrayContains,
  asc,
  eq,
  getTableColumns,
  inArray,
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
import { canSeeWholeWorkspace } from "#lib/auth/permissions.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { NotFound } from "#lib/core/errors.ts";
import { startOfToday } from "#lib/core/period.ts";
import { countOpenLeads } from "#lib/pipeline/leads/hand-over-leads.ts";
import { visibleOf } from "#lib/pipeline/leads/queries.ts";
import { countOpenSales } from "#lib/pipeline/sales/hand-over-sales.ts";
import { getOperator } from "#lib/workspace/team/queries.ts";
import { isHiddenFrom, visibleAppeals } from "./access.ts";

const { workspaceId: _workspace, isDemo: _demo, receipt: _receipt, ...stored } = getTableColumns(appeals);

/** The newest message of the conversation, whichever appeal it belongs to. */
export type LastMessage = { direction: "in" | "out"; text: string; at: string };

/**
 * An expression on the newest message of an appeal's conversation. When its lead was renewed and has no message yet,
 * that is the newest message of the appeal.
 */
export const ofLastMessage = <Value>(what: SQL) => sql<Value | null>`coalesce((
  select ${what} from ${messages}
  where ${messages.workspaceId} = ${appeals.workspaceId} and ${messages.leadId} = ${appeals.leadId}
  order by ${messages.id} desc limit 1), (
  select ${what} from ${messages}
  where ${messages.workspaceId} = ${appeals.workspaceId} and ${messages.appealId} = ${appeals.id}
  order by ${messages.id} desc limit 1))`;

const lastMessage = ofLastMessage<LastMessage>(
  sql`json_build_object('direction', direction, 'text', left(text, 200), 'at', ${messages.createdAt})`,
);

/** The columns of an appeal, and the names that are shown beside it. */
export const selection = {
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

export const itsLead = and(eq(leads.workspaceId, appeals.workspaceId), eq(leads.id, appeals.leadId));
export const itsSource = and(eq(sources.workspaceId, appeals.workspaceId), eq(sources.id, appeals.sourceId));
export const itsOperator = and(
  eq(operators.workspaceId, appeals.workspaceId),
  eq(operators.id, appeals.operatorId),
);

/** An appeal with the names that are shown beside it. */
export type AppealRow = Awaited<ReturnType<typeof getAppeal>>;

export function selectAppeals(tx: Tx) {
  return tx
    .select(selection)
    .from(appeals)
    .innerJoin(leads, itsLead)
    .innerJoin(sources, itsSource)
    .leftJoin(operators, itsOperator)
    .$dynamic();
}

/** @throws NotFound when there is none, or none that this person may see */
export async function getAppeal(tx: Tx, ctx: Ctx, appealId: number) {
  const [appeal] = await selectAppeals(tx)
    .where(and(eq(appeals.id, appealId), visibleAppeals(ctx)))
    .then((rows) => withoutUnseenLeads(tx, ctx, rows));
  if (!appeal) throw new NotFound("Appeal");
  return appeal;
}

/**
 * The present data of the lead in an appeal. Callers who see an open appeal may see them, but not every caller who
 * sees a closed one.
 */
type OfLead = { status: string; leadId: number; lastMessage: LastMessage | null; unreadCount: number };

/**
 * The appeals without present data of leads that the caller cannot see any more. Only closed appeals can have such
 * leads.
 */
export async function withoutUnseenLeads<Row extends OfLead>(tx: Tx, ctx: Ctx, rows: Row[]): Promise<Row[]> {
  const closed = canSeeWholeWorkspace(ctx) ? [] : rows.filter(({ status }) => status === "closed");
  if (closed.length === 0) return rows;
  const visible = await visibleOf(
    tx,
    ctx,
    closed.map(({ leadId }) => leadId),
  );
  return rows.map((row) =>
    row.status !== "closed" || visible.has(row.leadId) ? row : { ...row, lastMessage: null, unreadCount: 0 },
  );
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

/** The open appeals of an operator, the oldest first, locked until the transaction ends. Their sources come before. */
export async function lockOpenAppeals(tx: Tx, operatorId: number): Promise<AppealRow[]> {
  return selectAppeals(tx)
    .where(and(eq(appeals.operatorId, operatorId), eq(appeals.status, "active")))
    .orderBy(appeals.id)
    .for("update", { of: appeals });
}

const isOpenTo = (operatorId: number) =>
  and(
    not(arrayContains(appeals.declinedBy, [operatorId])),
    sql`${appeals.hiddenFrom} is distinct from ${operatorId}`,
  );

const byTurn = (one: AppealRow, other: AppealRow) =>
  other.priority - one.priority || one.enqueuedAt.getTime() - other.enqueuedAt.getTime() || one.id - other.id;

/**
 * The waiting appeals of these sources, in the order of service. Each source has its own query, so that only the head
 * of each queue is read.
 * @param but ids to leave out
 * @param openTo leaves out appeals that this operator may not be assigned
 */
export async function listWaiting(
  tx: Tx,
  sourceIds: number[],
  { but, openTo }: { but: number[]; openTo?: number | undefined },
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
            openTo === undefined ? undefined : isOpenTo(openTo),
          ),
        )
        .orderBy(sql`${appeals.priority} desc nulls last`, asc(appeals.enqueuedAt), asc(appeals.id))
        .limit(limit)
        .then((rows) => rows),
    ),
  );
  return heads.flat().toSorted(byTurn).slice(0, limit);
}

/** The place in the queue of its source, from 1. Null when the appeal does not wait or is hidden from the caller. */
export async function queuePosition(tx: Tx, ctx: Ctx, appeal: AppealRow): Promise<number | null> {
  if (appeal.status !== "waiting" || isHiddenFrom(ctx, appeal)) return null;
  const { rows } = await tx.execute<{ place: number }>(sql`
    select count(*)::int as place from appeals a, appeals own
    where own.id = ${appeal.id} and a.source_id = ${appeal.sourceId} and a.status = 'waiting'
      and (-a.priority, a.enqueued_at, a.id) <= (-own.priority, own.enqueued_at, own.id)`);
  return rows[0]?.place ?? null;
}

/** The stored receipt of an appeal, with the names of the operators in it. */
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

/** The open work and the statistics of an operator. @throws NotFound */
export async function getOperatorStats(tx: Tx, operatorId: number) {
  await getOperator(tx, operatorId);
  const seconds = (from: SQL) => sql<number | null>`
    percentile_cont(0.5) within group (order by extract(epoch from ${from})) filter (where ${appeals.createdAt} > now() - interval '30 days')`;
  const [openLeads, openSales] = [await countOpenLeads(tx, operatorId), await countOpenSales(tx, operatorId)];
  const [stats] = await tx
    .select({
      active: sql<number>`count(*) filter (where ${appeals.status} = 'active')::int`,
      closedToday: sql<number>`count(*) filter (where ${appeals.closedAt} >= ${startOfToday})::int`,
      closed30Days: sql<number>`count(*) filter (where ${appeals.closedAt} > now() - interval '30 days')::int`,
      firstAnswer: seconds(sql`${appeals.acceptedAt} - ${appeals.enqueuedAt}`),
      close: seconds(sql`${appeals.closedAt} - ${appeals.enqueuedAt}`),
    })
    .from(appeals)
    .where(eq(appeals.operatorId, operatorId));
  if (!stats) throw new Error("A count without groups returned no row");
  return { operatorId, openLeads, openSales, ...stats };
}
