import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { appeals } from "#db/schema/appeals.ts";
import { leads } from "#db/schema/leads.ts";
import { messages } from "#db/schema/messages.ts";
import { operators } from "#db/schema/operators.ts";
import { sources } from "#db/schema/sources.ts";
import { decodeCursor, toPage } from "#lib/core/paging.ts";
import { afterCursor, orderOf, type Sorting } from "#lib/core/sorting.ts";

const NEWEST_FIRST: Sorting = { column: messages.createdAt, idColumn: messages.id, descending: true };

const selection = {
  id: messages.id,
  leadId: messages.leadId,
  appealId: messages.appealId,
  direction: messages.direction,
  operatorId: messages.operatorId,
  operatorName: operators.name,
  text: messages.text,
  deliveryState: messages.deliveryState,
  createdAt: messages.createdAt,
};

export type MessageRow = Awaited<ReturnType<typeof listMessages>>["rows"][number];

/** The conversation with a lead, the newest first. The caller has checked that the lead is visible. */
export async function listMessages(
  tx: Tx,
  leadId: number,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
) {
  const after = decodeCursor(cursor);
  const rows = await tx
    .select(selection)
    .from(messages)
    .leftJoin(
      operators,
      and(eq(operators.workspaceId, messages.workspaceId), eq(operators.id, messages.operatorId)),
    )
    .where(and(eq(messages.leadId, leadId), after && afterCursor(NEWEST_FIRST, after)))
    .orderBy(...orderOf(NEWEST_FIRST))
    .limit(limit + 1);
  return toPage(rows, limit, (row) => [row.createdAt.toISOString(), row.id]);
}

/** Answers to appeals that no channel has taken yet, the oldest first, with the kind of source to answer through. */
export function listUndelivered(tx: Tx, limit: number) {
  return tx
    .select({
      id: messages.id,
      text: messages.text,
      leadId: messages.leadId,
      externalId: leads.externalId,
      sourceKind: sources.kind,
    })
    .from(messages)
    .innerJoin(appeals, and(eq(appeals.workspaceId, messages.workspaceId), eq(appeals.id, messages.appealId)))
    .innerJoin(sources, and(eq(sources.workspaceId, appeals.workspaceId), eq(sources.id, appeals.sourceId)))
    .innerJoin(leads, and(eq(leads.workspaceId, messages.workspaceId), eq(leads.id, messages.leadId)))
    .where(
      sql`${messages.direction} = 'out' and ${messages.deliveryState} = 'stored' and ${messages.appealId} is not null`,
    )
    .orderBy(messages.id)
    .limit(limit);
}
