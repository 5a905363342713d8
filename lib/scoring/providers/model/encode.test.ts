import { expect, test } from "vitest";
import { columnStarts, encodeRows, fitEncoder, inferSpecs, withCrosses } from "./encode.ts";
import { Encoder, type Row } from "./schema.ts";

const repeat = <T>(count: number, of: (at: number) => T) => Array.from({ length: count }, (_, at) => of(at));
const columnsOf = (encoder: Encoder, row: Row) => [...encodeRows(encoder, [row]).active];

test("kinds are inferred, and mixed values are a category", () => {
  const rows = [
    { source: "partner", messages: null, warm: true, code: 7 },
    { source: "manual", messages: 3, warm: false, code: "x" },
  ];
  expect(inferSpecs(rows)).toEqual([
    { name: "source", kind: "category" },
    { name: "warm", kind: "boolean" },
    { name: "code", kind: "category" },
    { name: "messages", kind: "number" },
  ]);
});

test("rare and unseen values count as other, empty ones as missing", () => {
  const rows = [
    ...repeat(6, () => ({ s: "a" })),
    ...repeat(5, () => ({ s: "b" })),
    ...repeat(4, () => ({ s: "c" })),
  ];
  const encoder = fitEncoder(rows);
  expect(encoder.features).toEqual([{ kind: "category", name: "s", levels: ["a", "b"] }]);
  expect(["a", "b", "c", "never seen", null].map((s) => columnsOf(encoder, { s })[0])).toEqual([
    0, 1, 2, 2, 3,
  ]);
  expect(columnsOf(encoder, {})).toEqual([3]);
});

test("a number has eight bins of equal counts and one for missing values", () => {
  const encoder = fitEncoder(repeat(800, (at) => ({ n: at })));
  const { active } = encodeRows(
    encoder,
    repeat(800, (at) => ({ n: at })),
  );
  expect([...Map.groupBy(active, (column) => column).values()].map((rows) => rows.length)).toEqual(
    repeat(8, () => 100),
  );
  expect(columnsOf(encoder, { n: null })).toEqual([8]);
  expect(columnsOf(encoder, { n: -1e9 })).toEqual([0]);
  expect(columnsOf(encoder, { n: 1e9 })).toEqual([7]);
});

test("a value that most rows have gets its own bin and leaves seven to the others", () => {
  const rows = repeat(1000, (at) => ({ n: at < 800 ? -1 : at }));
  const encoder = fitEncoder(rows);
  const counts = [...Map.groupBy(encodeRows(encoder, rows).active, (column) => column).values()].map(
    (of) => of.length,
  );
  expect(counts.length).toBe(8);
  expect(counts[0]).toBe(800);
  expect(Math.max(...counts.slice(1)) - Math.min(...counts.slice(1))).toBeLessThanOrEqual(1);
});

test("a cross has a column for each frequent combination, and one for the others", () => {
  const rows = repeat(40, (at) => ({ s: at % 2 ? "a" : "b", warm: at % 4 < 2 }));
  const encoder = withCrosses(fitEncoder(rows), [["s", "warm"]], rows);
  expect(encoder.crosses.map(({ name, pairs }) => [name, pairs.length])).toEqual([["s × warm", 4]]);
  expect(new Set(rows.map((row) => columnsOf(encoder, row)[2])).size).toBe(4);
  expect(columnsOf(encoder, { s: null, warm: null })[2]).toBe((columnStarts(encoder).at(-1) ?? 0) - 1);
  expect(() => withCrosses(encoder, [["s", "no_such_feature"]], rows)).toThrow("no_such_feature");
});

test("an encoder survives storage as JSON", () => {
  const rows = repeat(40, (at) => ({ s: at % 2 ? "a" : "b", n: at, warm: at % 4 < 2 }));
  const encoder = withCrosses(fitEncoder(rows), [["s", "warm"]], rows);
  const stored = Encoder.parse(JSON.parse(JSON.stringify(encoder)));
  expect(encodeRows(stored, rows)).toEqual(encodeRows(encoder, rows));
});
