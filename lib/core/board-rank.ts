import { and, asc, desc, eq, gt, lt, ne, type SQL, sql } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Tx } from "#db/client.ts";
import { clock } from "./clock.ts";
import { invalidField } from "./errors.ts";
import { rankAtTop, rankBetween } from "./rank.ts";

/** A table whose rows lie in the columns of a board. */
export type BoardTable = PgTable & { id: PgColumn; stage: PgColumn; rank: PgColumn };

/** The place of a card. */
export type Card = { stage: string; rank: string };

/** A board, and the look-up of a card that the caller may see. */
type Board = { table: BoardTable; findCard: (id: number) => Promise<Card | undefined> };

type Place = { stage: string; before_id?: number | undefined; after_id?: number | undefined };

/**
 * The rank that puts a card before or after a neighbour in the stage, or on top of the stage when no neighbour is
 * given. A neighbour that has moved to another stage meanwhile is ignored.
 * @throws InvalidInput when the caller cannot see the neighbour, because its place would reveal that it exists
 */
export async function rankAt(
  tx: Tx,
  { table, findCard }: Board,
  cardId: number,
  place: Place,
): Promise<string> {
  const inStage = and(eq(table.stage, place.stage), ne(table.id, cardId));
  const after = await neighbourRank(findCard, place.after_id, "/after_id", place.stage);
  const before = await neighbourRank(findCard, place.before_id, "/before_id", place.stage);
  if (after !== null && before !== null) return rankBetween(after, before);
  if (before !== null)
    return rankBetween(await nearest(tx, table, and(inStage, lt(table.rank, before)), desc), before);
  if (after !== null)
    return rankBetween(after, await nearest(tx, table, and(inStage, gt(table.rank, after)), asc));
  return rankAtTop(clock.now());
}

async function neighbourRank(
  findCard: Board["findCard"],
  id: number | undefined,
  pointer: string,
  stage: string,
) {
  if (id === undefined) return null;
  const card = await findCard(id);
  if (!card) throw invalidField(pointer, "There is no such card", "unknown_card");
  return card.stage === stage ? card.rank : null;
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
