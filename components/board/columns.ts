import type { Money } from "#lib/core/currencies.ts";

export type Card = { id: number; stage: string; rank: string; version: number };

/** A column as the server tells it. */
export type ColumnJson<Item> = {
  stage: string;
  count: number;
  amounts: Money[];
  median_age_hours: number | null;
  cards: Item[];
  next: string | null;
};

/** A column as the screen has it; `end` is the place up to which its cards are loaded, unless all are. */
export type Column<Item> = ColumnJson<Item> & { end: Place | undefined };

type Place = { rank: string; id: number };

const isAfter = (one: Place, other: Place) =>
  one.rank > other.rank || (one.rank === other.rank && one.id > other.id);

const endOf = <Item extends Card>({ cards, next }: ColumnJson<Item>) =>
  next === null ? undefined : cards.at(-1);

/** Cards that left since then may be there still: the column has no fewer than it shows. */
const countOf = ({ count }: { count: number }, cards: unknown[]) => Math.max(count, cards.length);

export const loadedColumn = <Item extends Card>(column: ColumnJson<Item>): Column<Item> => ({
  ...column,
  count: countOf(column, column.cards),
  end: endOf(column),
});

/** The next cards of a column, unless it has been read anew since they were asked for. */
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

/** A card at a place of its stage's column, and nowhere else. */
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

/** The card as it is now, where it is shown; in its stage's column, also when it has been put back meanwhile. */
export function replaceCard<Item extends Card>(columns: Column<Item>[], card: Item): Column<Item>[] {
  const shown = columns.find(({ cards }) => cards.some(({ id }) => id === card.id));
  if (shown && shown.stage !== card.stage) return placeCard(columns, card, 0);
  return columns.map((column) => ({
    ...column,
    cards: column.cards.map((one) => (one.id === card.id ? card : one)),
  }));
}

/**
 * Puts cards that changed elsewhere where the server has them now, and takes its totals. What lies beyond the
 * loaded part of a column stays out: it is loaded by scrolling there.
 * @param fresh the columns with those of the cards that are on the board
 * @param ids all cards that were asked for
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
