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
  /** Set for a nullable column that is never null in this list. */
  isFilled?: boolean;
};

/** Whether a column holds text for people: it is text without a collation of its own, which a rank has. */
const isHumanText = (column: AnyColumn) => column.getSQLType() === "text";

/** The sort key of a column. Text for people sorts by the human collation. */
export function sortKey(column: AnyColumn): AnyColumn | SQL {
  return isHumanText(column) ? sql`${column} collate ${sql.raw(HUMAN_TEXT)}` : column;
}

/**
 * Sorts by the column, then by id, nulls last. Only nullable columns get `nulls last`: on the others it would keep
 * PostgreSQL from reading the index backwards, and it would sort instead.
 */
export function orderOf({ column, idColumn, descending, isFilled = column.notNull }: Sorting): SQL[] {
  const direction = descending ? desc : asc;
  const order = direction(sortKey(column));
  return [isFilled ? order : sql`${order} nulls last`, direction(idColumn)];
}

/** The name of an order in cursors. It includes the collation, because another collation is another order. */
export function orderName({ column, descending }: Sorting): string {
  const name = `${descending ? "-" : ""}${getTableName(column.table)}.${column.name}`;
  return isHumanText(column) ? `${name} ${HUMAN_TEXT}` : name;
}

/**
 * Where a list in this order continues.
 * @throws InvalidInput when the cursor is not one of this order
 */
export function decodeSortedCursor(sorting: Sorting, cursor: string | undefined): Cursor | undefined {
  const { column, isFilled = column.notNull } = sorting;
  const after = decodeCursor(cursor, orderName(sorting), !isHumanText(column));
  if (after?.[0] === null && isFilled) throw foreignCursor();
  return after;
}

/** The type without the collation, which cannot be part of a cast. */
const typeOf = (column: AnyColumn) => column.getSQLType().split(" COLLATE ")[0] ?? "text";

/**
 * The rows after the cursor. Its value is text and is cast to the column's type. Nulls sort last, so after a null
 * only nulls follow.
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
