import { z } from "zod";
import { invalidField } from "./errors.ts";
import { isStorable } from "./text.ts";

export const DEFAULT_LIMIT = 50;
export const MAX_LIMIT = 200;
const MAX_CURSOR_LENGTH = 2_000;

/** One page of a list, the cursor of the next page, and the total when it was requested. */
export type Page<Row> = { rows: Row[]; next: string | null; total?: number };

const limit = z.coerce.number().int().min(1).max(MAX_LIMIT);

/** Long enough for the longest name in any letters. */
export const cursor = z.string().max(MAX_CURSOR_LENGTH).optional();

/** The query parameters that every list takes. */
export const pageQuery = {
  limit: limit.default(DEFAULT_LIMIT).describe("Records of a page."),
  cursor: cursor.describe("Where the page begins: from `Link` of the page before."),
  count: z.enum(["true", "false"]).optional().describe("`true` adds the header `X-Total-Count`."),
};

/** The same for a list that is returned whole when neither `limit` nor `cursor` is given. */
export const wholeQuery = {
  ...pageQuery,
  limit: limit.optional().describe("Records of a page. Without it and `cursor`, the whole list is returned."),
};

/** The request for a page of a list. */
export type PageRequest<SortName extends string> = {
  sort?: SortName | `-${SortName}` | undefined;
  limit: number;
  cursor?: string | undefined;
  count?: string | undefined;
};

const sortedValue = z.union([z.string(), z.number(), z.null()]);
const lastId = z.number().int().positive();
/** Older cursors do not name an order: they date from before text was sorted by the human collation. */
const CursorContent = z.union([z.tuple([sortedValue, lastId]), z.tuple([sortedValue, lastId, z.string()])]);

/** Where a list continues: the sorted value and the id of the last row. */
export type Cursor = [value: z.infer<typeof sortedValue>, id: number];

/** @param order the name of the order that the list is in */
export function encodeCursor([value, id]: Cursor, order: string): string {
  return Buffer.from(JSON.stringify([value, id, order])).toString("base64url");
}

/**
 * @param order the name of the order that the list is in
 * @param allowsUnnamed whether the order is the one of older cursors, which name none
 * @throws InvalidInput when it is malformed or belongs to another order
 */
export function decodeCursor(
  cursor: string | undefined,
  order: string,
  allowsUnnamed = true,
): Cursor | undefined {
  if (cursor === undefined) return undefined;
  try {
    const [value, id, orderOfCursor] = CursorContent.parse(
      JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")),
    );
    if (orderOfCursor === undefined ? !allowsUnnamed : orderOfCursor !== order) throw new Error();
    if (typeof value === "string" && !isStorable(value)) throw new Error();
    return [value, id];
  } catch {
    throw foreignCursor();
  }
}

export const foreignCursor = () =>
  invalidField("/cursor", "The cursor is not one that this list gave out in this order");

/** Removes the extra row that was read to see whether there is a next page. */
export function toPage<Row>(
  rows: Row[],
  limit: number,
  order: string,
  cursorOf: (row: Row) => Cursor,
): Page<Row> {
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  return { rows: kept, next: rows.length > limit && last ? encodeCursor(cursorOf(last), order) : null };
}
