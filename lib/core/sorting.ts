import { type AnyColumn, asc, desc, getTableName, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { HUMAN_TEXT } from "#db/schema/columns.ts";
import { type Cursor, decodeCursor, foreignCursor } from "./paging.ts";

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

/** Whether people read what a column holds: text, unless it has a collation of its own, as a rank has. */
const isHumanText = (column: AnyColumn) => column.getSQLType() === "text";

/** What a column sorts by. Text that people read sorts as in a dictionary, wherever it is sorted. */
export function sortKey(column: AnyColumn): AnyColumn | SQL {
  return isHumanText(column) ? sql`${column} collate ${sql.raw(HUMAN_TEXT)}` : column;
}

/**
 * Sorted by the column, then by id, with nothing at the end. Only a column that can be empty says so:
 * an index on the others is read backwards, and `nulls last` would make PostgreSQL sort instead.
 */
export function orderOf({ column, idColumn, descending, isFilled = column.notNull }: Sorting): SQL[] {
  const direction = descending ? desc : asc;
  const order = direction(sortKey(column));
  return [isFilled ? order : sql`${order} nulls last`, direction(idColumn)];
}

/** What cursors call an order: another collation is another order. */
export function orderName({ column, descending }: Sorting): string {
  const name = `${descending ? "-" : ""}${getTableName(column.table)}.${column.name}`;
  return isHumanText(column) ? `${name} ${HUMAN_TEXT}` : name;
}

/**
 * Where a list in this order goes on.
 * @throws InvalidInput when the cursor is not one of this order
 */
export function decodeSortedCursor(sorting: Sorting, cursor: string | undefined): Cursor | undefined {
  const { column, isFilled = column.notNull } = sorting;
  const after = decodeCursor(cursor, orderName(sorting), !isHumanText(column));
  if (after?.[0] === null && isFilled) throw foreignCursor();
  return after;
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
  const further = sql`(${sortKey(column)}, ${idColumn}) ${beyond} (${typed}, ${lastId})`;
  return isFilled ? further : sql`(${further} or ${column} is null)`;
}
