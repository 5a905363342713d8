import fc from "fast-check";
import { expect, test } from "vitest";
import { InvalidInput } from "./errors.ts";
import { type Cursor, decodeCursor, encodeCursor, toPage } from "./paging.ts";

const sortedValue = fc.oneof(
  fc.constant(null),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
  fc.string({ unit: "grapheme" }).filter((text) => !text.includes("\u0000")),
);
const id = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });

test("a cursor contains its values and its order", () => {
  fc.assert(
    fc.property(sortedValue, id, (value, lastId) => {
      const cursor: Cursor = [value, lastId];
      expect(decodeCursor(encodeCursor(cursor, "name"), "name")).toEqual(cursor);
      expect(() => decodeCursor(encodeCursor(cursor, "-name"), "name")).toThrow(InvalidInput);
    }),
  );
});

test("any other cursor is refused by field", () => {
  const encoded = (content: unknown) => Buffer.from(JSON.stringify(content)).toString("base64url");
  const wrong = fc.oneof(
    fc.string(),
    fc.anything().map((content) => encoded(content ?? "nothing")),
  );
  fc.assert(
    fc.property(wrong, (cursor) => {
      try {
        const [value, lastId] = decodeCursor(cursor, "name") ?? ["", 0];
        expect(encodeCursor([value, lastId], "name")).toBeTypeOf("string");
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidInput);
      }
    }),
  );
  for (const content of [
    [1],
    [1, 0],
    [1, -1],
    ["\u0000", 1],
    ["\ud800", 1],
    [{}, 1],
    [1, 1, 1],
    [1, 1, "name", 1],
    null,
  ]) {
    expect(() => decodeCursor(encoded(content), "name")).toThrow(InvalidInput);
  }
});

test("a cursor without an order is valid only for an order that never changed", () => {
  const unnamed = Buffer.from(JSON.stringify(["Ґ", 1])).toString("base64url");
  expect(decodeCursor(unnamed, "name")).toEqual(["Ґ", 1]);
  expect(() => decodeCursor(unnamed, "name", false)).toThrow(InvalidInput);
});

test("the extra row only shows that there is a next page", () => {
  fc.assert(
    fc.property(fc.nat(30), fc.integer({ min: 1, max: 20 }), (count, limit) => {
      const rows = Array.from({ length: Math.min(count, limit + 1) }, (_, index) => index + 1);
      const page = toPage(rows, limit, "id", (row) => [null, row]);
      expect(page.rows).toEqual(rows.slice(0, limit));
      expect(page.next).toEqual(count > limit ? encodeCursor([null, limit], "id") : null);
    }),
  );
});
