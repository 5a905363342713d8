import { and, asc, desc, eq, gt, lt, ne, type SQL, sql } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Tx } from "#db/client.ts";
import { clock } from "./clock.ts";
import { invalidField } from "./errors.ts";
import { rankAtTop, rankBetween } from "./rank.ts";

/** A table whose rows lie in the columns of a board. */
export type BoardTable = PgTable & { id: PgColumn; stage: PgColumn; rank: PgColumn };

type Place = { stage: string; before_id?: number | undefined; after_id?: number | undefined };

/**
 * The rank that puts a card before or after a neighbour of the stage, or on top of it without one. A
 * neighbour that has moved on meanwhile is not held against the caller.
 * @throws InvalidInput when a neighbour does not exist in this workspace
 */
export async function rankAt(tx: Tx, table: BoardTable, cardId: number, place: Place): Promise<string> {
  const inStage = and(eq(table.stage, place.stage), ne(table.id, cardId));
  const after = await neighbourRank(tx, table, place.after_id, "/after_id", place.stage);
  const before = await neighbourRank(tx, table, place.before_id, "/before_id", place.stage);
  if (after !== null && before !== null) return rankBetween(after, before);
  if (before !== null)
    return rankBetween(await nearest(tx, table, and(inStage, lt(table.rank, before)), desc), before);
  if (after !== null)
    return rankBetween(after, await nearest(tx, table, and(inStage, gt(table.rank, after)), asc));
  return rankAtTop(clock.now());
}

async function neighbourRank(
  tx: Tx,
  table: BoardTable,
  id: number | undefined,
  pointer: string,
  stage: string,
) {
  if (id === undefined) return null;
  const [row] = await tx.select({ rank: table.rank, stage: table.stage }).from(table).where(eq(table.id, id));
  if (!row) throw invalidField(pointer, "There is no such card", "unknown_card");
  return row.stage === stage ? (row.rank as string) : null;
}

async function nearest(
  tx: Tx,
  table: BoardTable,
  where: SQL | undefined,
  direction: typeof asc,
): Promise<string | null> {
  const [row] = await tx
    .select({ rank: sql<string>`${table.rank}` })
    .from(table)
    .where(where)
    .orderBy(direction(table.rank))
    .limit(1);
  return row?.rank ?? null;
}
