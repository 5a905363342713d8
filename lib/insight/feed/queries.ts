import { and, asc, desc, eq, gt, or, type SQL, sql } from "drizzle-orm";
import { type Tx, withRole, withWorkspace } from "#db/client.ts";
import { events } from "#db/schema/events.ts";

/** A position in the feed: the transaction and the event. Rows before it have been delivered. */
export type FeedPosition = { txid: string; id: number };

/** An event in the feed: its type, subject and owners, without what changed. */
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
 * Transactions below this have all ended. Ids are assigned before the commit, so reading by id alone would skip a row
 * whose transaction was slow.
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

/** The same for one workspace, for what a stream missed while it was disconnected. */
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

/** The present position of the feed: new subscribers need no event before it. */
export function currentPosition(): Promise<FeedPosition> {
  return withRole("leadline_feed", async (tx) => {
    const { rows } = await tx.execute<{ txid: string }>(
      sql`select pg_snapshot_xmin(pg_current_snapshot())::text as txid`,
    );
    // Before the first event of the first transaction that is not settled.
    return { txid: rows[0]?.txid ?? "0", id: 0 };
  });
}

/** The position this many events before the newest, or before the first event. */
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
