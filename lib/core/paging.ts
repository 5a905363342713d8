import { z } from "zod";
import { invalidField } from "./errors.ts";

export const DEFAULT_LIMIT = 50;
export const MAX_LIMIT = 200;

/** One page of a list, where the next begins, and the size of the whole when it was asked for. */
export type Page<Row> = { rows: Row[]; next: string | null; total?: number };

/** The query parameters that every list takes. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(MAX_LIMIT).default(DEFAULT_LIMIT),
  cursor: z.string().max(500).optional(),
  count: z.enum(["true", "false"]).optional(),
};

/** The query of a list that is neither filtered nor sorted. */
export const PageQuery = z.strictObject(pageQuery).omit({ count: true });

/** What a caller of a list asks for. */
export type PageRequest<SortName extends string> = {
  sort?: SortName | `-${SortName}` | undefined;
  limit: number;
  cursor?: string | undefined;
  count?: string | undefined;
};

const CursorContent = z.tuple([z.union([z.string(), z.number(), z.null()]), z.number().int().positive()]);

/** Where a list goes on: the sorted value and the id of the last row. */
export type Cursor = z.infer<typeof CursorContent>;

export function encodeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString("base64url");
}

/** @throws InvalidInput when it is not one of ours */
export function decodeCursor(cursor: string | undefined): Cursor | undefined {
  if (cursor === undefined) return undefined;
  try {
    const content = CursorContent.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
    if (typeof content[0] === "string" && (content[0].includes("\u0000") || !content[0].isWellFormed()))
      throw new Error();
    return content;
  } catch {
    throw invalidField("/cursor", "The cursor is not one that this list gave out");
  }
}

/** Cuts the one extra row that says whether there is more. */
export function toPage<Row>(rows: Row[], limit: number, cursorOf: (row: Row) => Cursor): Page<Row> {
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  return { rows: kept, next: rows.length > limit && last ? encodeCursor(cursorOf(last)) : null };
}
