import type { Money } from "#lib/core/currencies.ts";

export type Card = { id: number; stage: string; rank: string; version: number };

/** A column as the API returns it. */
export type ColumnJson<Item> = {
  stage: string;
  count: number;
  amounts: Money[];
  median_age_hours: number | null;
  cards: Item[];
  next: string | null;
};

/** A column on the screen. `end` is the place of its last loaded card, or undefined if all cards are loaded. */
export type Column<Item> = ColumnJson<Item> & { end: Place | undefined };

type Place = { rank: string; id: number };

const isAfter = (one: Place, other: Place) =>
  one.rank > other.rank || (one.rank === other.rank && one.id > other.id);

const endOf = <Item extends Card>({ cards, next }: ColumnJson<Item>) =>
  next === null ? undefined : cards.at(-1);

/**
 * The server's count can be lower than the number of shown cards, because cards left since they were loaded. The larger
 * number is shown.
 */
const countOf = ({ count }: { count: number }, cards: unknown[]) => Math.max(count, cards.length);

export const loadedColumn = <Item extends Card>(column: ColumnJson<Item>): Column<Item> => ({
  ...column,
  count: countOf(column, column.cards),
  end: endOf(column),
});

/** Adds the next page of cards, unless the column was reloaded after the page was requested. */
export function growColumn<Item extends Card>(
  column: Column<Item>,
  cursor: string,
  more: { cards: Item[]; next: string | null },
): Column<Item> {
  if (column.next !== cursor) return column;
  const known = new Set(column.cards.map(({ id }) => id));
  const cards = [...column.cards, ...more.cards.filter(({ id }) => !known.has(id))];
  return loadedColumn({ ...column, cards, next: more.next });
}

/** Puts a card at an index of its stage's column and removes it from all other columns. */
export function placeCard<Item extends Card>(columns: Column<Item>[], card: Item, index: number) {
  return columns.map((column) => {
    const had = column.cards.some(({ id }) => id === card.id);
    const gets = column.stage === card.stage;
    if (!had && !gets) return column;
    const cards = column.cards.filter(({ id }) => id !== card.id);
    if (gets) cards.splice(Math.min(index, cards.length), 0, card);
    return { ...column, cards, count: column.count + (gets ? 1 : 0) - (had ? 1 : 0) };
  });
}

/**
 * Updates a card where it is shown. If it is shown in another column than its stage's, it moves to its stage's column.
 */
export function replaceCard<Item extends Card>(columns: Column<Item>[], card: Item): Column<Item>[] {
  const shown = columns.find(({ cards }) => cards.some(({ id }) => id === card.id));
  if (shown && shown.stage !== card.stage) return placeCard(columns, card, 0);
  return columns.map((column) => ({
    ...column,
    cards: column.cards.map((one) => (one.id === card.id ? card : one)),
  }));
}

/**
 * Updates cards that others changed, with the server's places and totals. Cards beyond the loaded part of a column are
 * left out, because scrolling loads them.
 * @param fresh columns with those of the requested cards that are on the board
 * @param ids all requested cards
 */
export function patchCards<Item extends Card>(
  columns: Column<Item>[],
  fresh: ColumnJson<Item>[],
  ids: ReadonlySet<number>,
): Column<Item>[] {
  return columns.map((column) => {
    const now = fresh.find(({ stage }) => stage === column.stage);
    const cards = column.cards.filter(({ id }) => !ids.has(id));
    for (const card of now?.cards ?? []) {
      if (column.end && isAfter(card, column.end)) continue;
      const place = cards.findIndex((other) => isAfter(other, card));
      cards.splice(place < 0 ? cards.length : place, 0, card);
    }
    const totals = now ?? column;
    const { amounts, median_age_hours } = totals;
    return { ...column, count: countOf(totals, cards), amounts, median_age_hours, cards };
  });
}
