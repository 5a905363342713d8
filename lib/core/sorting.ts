import { type AnyColumn, asc, desc, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Cursor } from "./paging.ts";

/** `name` or `-name` for each sortable column. */
export function sortParameter<const Name extends string>(names: readonly Name[]) {
  const both = names.flatMap((name) => [name, `-${name}`] as const);
  return z.enum(both as [Name, ...Name[]]).optional() as unknown as z.ZodOptional<
    z.ZodType<Name | `-${Name}`>
  >;
}

export type Sorting = {
  column: AnyColumn;
  idColumn: AnyColumn;
  descending: boolean;
  /** For a column that can be empty, but is not in any row of this list. */
  isFilled?: boolean;
};

/**
 * Sorted by the column, then by id, with nothing at the end. Only a column that can be empty says so:
 * an index on the others is read backwards, and `nulls last` would make PostgreSQL sort instead.
 */
export function orderOf({ column, idColumn, descending, isFilled = column.notNull }: Sorting): SQL[] {
  const direction = descending ? desc : asc;
  const order = direction(column);
  return [isFilled ? order : sql`${order} nulls last`, direction(idColumn)];
}

/** The type alone: a collation belongs to the column and cannot be cast to. */
const typeOf = (column: AnyColumn) => column.getSQLType().split(" COLLATE ")[0] ?? "text";

/**
 * What comes after the cursor. Values travel as text and are compared as the column's own type.
 * A null sorts last, so after it only nulls follow.
 */
export function afterCursor(
  { column, idColumn, descending, isFilled = column.notNull }: Sorting,
  [value, lastId]: Cursor,
): SQL {
  const beyond = descending ? sql`<` : sql`>`;
  if (value === null) return sql`(${column} is null and ${idColumn} ${beyond} ${lastId})`;
  const typed = sql`cast(${value} as ${sql.raw(typeOf(column))})`;
  const further = sql`(${column}, ${idColumn}) ${beyond} (${typed}, ${lastId})`;
  return isFilled ? further : sql`(${further} or ${column} is null)`;
}
