import { expect, test } from "vitest";
import {
  type Card,
  type Column,
  growColumn,
  loadedColumn,
  patchCards,
  placeCard,
  replaceCard,
} from "./columns.ts";

const card = (id: number, rank: string, stage = "new"): Card => ({ id, rank, stage, version: 1 });
const column = (stage: string, cards: Card[], next: string | null = null): Column<Card> =>
  loadedColumn({ stage, count: cards.length, amounts: [], median_age_hours: null, cards, next });
const ids = (columns: Column<Card>[]) => columns.map(({ cards }) => cards.map(({ id }) => id));

test("a card that changed elsewhere moves to the position of its rank and leaves its old one", () => {
  const columns = [column("new", [card(1, "a"), card(2, "c")]), column("contacted", [card(3, "b")])];
  const fresh = [column("new", [card(3, "b", "new")]), { ...column("contacted", []), count: 7 }];
  const patched = patchCards(columns, fresh, new Set([3]));
  expect(ids(patched)).toEqual([[1, 3, 2], []]);
  expect(patched[1]?.count).toBe(7);
});

test("a card that left the board is removed; cards of the same rank are ordered by id", () => {
  const columns = [column("new", [card(1, "a"), card(5, "a"), card(9, "b")])];
  expect(ids(patchCards(columns, [column("new", [card(3, "a")])], new Set([3, 9])))).toEqual([[1, 3, 5]]);
});

test("a column's count is never below its shown cards, also while cards that left it are still shown", () => {
  const columns = [column("new", [card(1, "a"), card(2, "b"), card(3, "c")])];
  const fresh = [{ ...column("new", []), count: 1 }];
  const [first] = patchCards(columns, fresh, new Set([1]));
  expect(first).toMatchObject({ count: 2, cards: [{ id: 2 }, { id: 3 }] });
});

test("cards beyond the loaded part are left out until they are loaded, also when the last card was moved away", () => {
  const loaded = [column("new", [card(1, "a"), card(2, "d")], "cursor")];
  const beyond = patchCards(loaded, [column("new", [card(3, "e")])], new Set([3]));
  expect(ids(beyond)).toEqual([[1, 2]]);
  const withoutLast = patchCards(beyond, [column("new", [])], new Set([2]));
  expect(ids(patchCards(withoutLast, [column("new", [card(4, "c")])], new Set([4])))).toEqual([[1, 4]]);
  const grown = growColumn(withoutLast[0] as Column<Card>, "cursor", { cards: [card(3, "e")], next: null });
  expect(ids([grown])).toEqual([[1, 3]]);
  expect(ids(patchCards([grown], [column("new", [card(7, "z")])], new Set([7])))).toEqual([[1, 3, 7]]);
});

test("cards requested before the column was reloaded are not added", () => {
  const read = column("new", [card(1, "a")], "other");
  expect(growColumn(read, "cursor", { cards: [card(2, "b")], next: null })).toBe(read);
});

test("a card is in one column only, and the counts follow", () => {
  const columns = [column("new", [card(1, "a")]), column("contacted", [card(2, "a")])];
  const placed = placeCard(columns, card(1, "a", "contacted"), 0);
  expect(ids(placed)).toEqual([[], [1, 2]]);
  expect(placed.map(({ count }) => count)).toEqual([0, 2]);
});

test("a card that was moved back during its move ends in the column of its stage", () => {
  const columns = [column("new", [card(1, "a"), card(2, "b")]), column("contacted", [card(3, "a")])];
  expect(ids(replaceCard(columns, card(2, "b", "contacted")))).toEqual([[1], [2, 3]]);
  expect(ids(replaceCard(columns, { ...card(2, "b"), version: 2 }))).toEqual([[1, 2], [3]]);
});
