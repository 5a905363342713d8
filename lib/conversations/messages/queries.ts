import { and, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { appeals } from "#db/schema/appeals.ts";
import { leads } from "#db/schema/leads.ts";
import { messages } from "#db/schema/messages.ts";
import { operators } from "#db/schema/operators.ts";
import { sources } from "#db/schema/sources.ts";
import {
  applySlice,
  byCreation,
  type HistoryQuery,
  hasWords,
  type Listing,
  listRows,
} from "#lib/core/listing.ts";
import type { Page } from "#lib/core/paging.ts";

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

export type MessageRow = Awaited<ReturnType<typeof selectMessages>>[number];

function selectMessages(tx: Tx) {
  return tx
    .select(selection)
    .from(messages)
    .leftJoin(
      operators,
      and(eq(operators.workspaceId, messages.workspaceId), eq(operators.id, messages.operatorId)),
    )
    .$dynamic();
}

const MESSAGES: Listing<MessageRow, "created_at"> = {
  ...byCreation(messages.createdAt),
  idColumn: messages.id,
  find: (tx, slice) => applySlice(selectMessages(tx), slice),
};

/**
 * The messages of these leads as one conversation, the newest first unless sorted otherwise. The caller has checked that
 * they are visible.
 */
export function listMessages(tx: Tx, leadIds: number[], query: HistoryQuery): Promise<Page<MessageRow>> {
  const where = and(inArray(messages.leadId, leadIds), hasWords(query.q, [messages.text]));
  return listRows(tx, MESSAGES, where, query);
}

/** Outgoing messages of appeals that were not sent yet, the oldest first, with the kind of their source. */
export function listUndelivered(tx: Tx, limit: number) {
  return tx
    .select({
      id: messages.id,
      text: messages.text,
      leadId: messages.leadId,
      // A renewed lead is identified by its former external id.
      externalId: sql<string | null>`coalesce(${leads.externalId}, ${leads.formerExternalId})`,
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
