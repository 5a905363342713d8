import { and, asc, desc, eq, gt, or, type SQL, sql } from "drizzle-orm";
import { type Tx, withRole, withWorkspace } from "#db/client.ts";
import { events } from "#db/schema/events.ts";

/** A place in the feed: the transaction and the event. Rows before it have been told. */
export type FeedPosition = { txid: string; id: number };

/** What the feed tells of an event: that it happened and whose it is, not what changed. */
export type FeedEvent = FeedPosition & {
  workspaceId: number;
  type: string;
  subjectType: string;
  subjectId: number;
  actorId: number | null;
  actorName: string;
  ownerIds: number[] | null;
  departmentId: number | null;
  hiddenFrom: number | null;
  createdAt: Date;
};

const selection = {
  txid: events.txid,
  id: events.id,
  workspaceId: events.workspaceId,
  type: events.type,
  subjectType: events.subjectType,
  subjectId: events.subjectId,
  actorId: events.actorId,
  actorName: events.actorName,
  ownerIds: events.ownerIds,
  departmentId: events.departmentId,
  hiddenFrom: events.hiddenFrom,
  createdAt: events.createdAt,
};

/**
 * Below this no transaction can commit any more. Ids are given before the commit, so reading by id alone
 * would pass over a row whose transaction was slow.
 */
const SETTLED: SQL = sql`${events.txid} < pg_snapshot_xmin(pg_current_snapshot())`;

const isAfter = ({ txid, id }: FeedPosition) =>
  or(
    sql`${events.txid} > ${txid}::text::xid8`,
    and(sql`${events.txid} = ${txid}::text::xid8`, gt(events.id, id)),
  );

/** The events of all workspaces after a position, in the order of the feed. */
export function readFeed(after: FeedPosition, limit: number): Promise<FeedEvent[]> {
  return withRole("leadline_feed", (tx) => select(tx, and(isAfter(after), SETTLED), limit));
}

/** The same for one workspace: what a stream missed while it was away. */
export function readWorkspaceFeed(
  workspaceId: number,
  after: FeedPosition,
  limit: number,
): Promise<FeedEvent[]> {
  return withWorkspace({ workspaceId }, (tx) =>
    select(tx, and(eq(events.workspaceId, workspaceId), isAfter(after), SETTLED), limit),
  );
}

function select(tx: Tx, where: SQL | undefined, limit: number): Promise<FeedEvent[]> {
  return tx
    .select(selection)
    .from(events)
    .where(where)
    .orderBy(asc(events.txid), asc(events.id))
    .limit(limit);
}

/** Where the feed stands now: everything before has been told, or is nobody's news any more. */
export function currentPosition(): Promise<FeedPosition> {
  return withRole("leadline_feed", async (tx) => {
    const { rows } = await tx.execute<{ txid: string }>(
      sql`select pg_snapshot_xmin(pg_current_snapshot())::text as txid`,
    );
    // Before the first event of the first transaction that is not settled.
    return { txid: rows[0]?.txid ?? "0", id: 0 };
  });
}

/** A place so many events before the newest, or before the first. */
export function positionBefore(count: number): Promise<FeedPosition> {
  return withRole("leadline_feed", async (tx) => {
    const [place] = await tx
      .select({ txid: events.txid, id: events.id })
      .from(events)
      .orderBy(desc(events.txid), desc(events.id))
      .offset(count)
      .limit(1);
    return place ?? { txid: "0", id: 0 };
  });
}
