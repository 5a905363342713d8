import { type AnyColumn, and, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { PgSelect } from "drizzle-orm/pg-core";
import { z } from "zod";
import type { Tx } from "#db/client.ts";
import { DEFAULT_LIMIT, type Page, type PageRequest, pageQuery, toPage } from "./paging.ts";
import { afterCursor, decodeSortedCursor, orderName, orderOf, sortParameter } from "./sorting.ts";
import { text } from "./text.ts";

/** Which rows of a list are read, and in which order. */
export type Slice = { where: SQL | undefined; orderBy: SQL[]; limit: number };

/** Restricts and sorts a query. */
export function applySlice<Query extends PgSelect>(query: Query, { where, orderBy, limit }: Slice): Query {
  query
    .where(where)
    .orderBy(...orderBy)
    .limit(limit);
  return query;
}

/** A list of records that fits into memory as a whole, such as the operators of a workspace. */
export type Listing<Row, SortName extends string> = {
  /** For each name of `sort`: the column, and its value in a row. */
  sorts: Record<SortName, { column: AnyColumn; of: (row: Row) => Date | string | number | null }>;
  /** The order without `sort`. */
  defaultSort: SortName | `-${SortName}`;
  idColumn: AnyColumn;
  find: (tx: Tx, slice: Slice) => PromiseLike<Row[]> & SQLWrapper;
};

/** What a caller asks for: all of it unless `limit` or `cursor` is given. */
export type ListRequest<SortName extends string> = Omit<PageRequest<SortName>, "limit"> & {
  limit?: number | undefined;
};

/** The query of a list in the order of time, such as a conversation. `q` searches its texts. */
export const HistoryQuery = z.strictObject({
  ...pageQuery,
  q: text(200).optional().describe("Words to search for."),
  sort: sortParameter(["created_at"]).describe("Order; `-` is descending. Newest first by default."),
});
export type HistoryQuery = z.infer<typeof HistoryQuery>;

/** The sorting of such a list. */
export const byCreation = <Row extends { createdAt: Date }>(createdAt: AnyColumn) => ({
  sorts: { created_at: { column: createdAt, of: (row: Row) => row.createdAt } },
  defaultSort: "-created_at" as const,
});

const NO_LIMIT = Number.MAX_SAFE_INTEGER;

/** A page of the rows that match `where`, or all of them. */
export async function listRows<Row extends { id: number }, SortName extends string>(
  tx: Tx,
  { sorts, defaultSort, idColumn, find }: Listing<Row, SortName>,
  where: SQL | undefined,
  { sort = defaultSort, limit, cursor, count }: ListRequest<SortName>,
): Promise<Page<Row>> {
  const { column, of } = sorts[sort.replace("-", "") as SortName];
  const sorting = { column, idColumn, descending: sort.startsWith("-") };
  const after = decodeSortedCursor(sorting, cursor);
  const size = limit ?? (after ? DEFAULT_LIMIT : NO_LIMIT - 1);
  const rows = await find(tx, {
    where: and(where, after && afterCursor(sorting, after)),
    orderBy: orderOf(sorting),
    limit: size + 1,
  });
  const page = toPage(rows, size, orderName(sorting), (row) => [cursorValue(of(row)), row.id]);
  if (count !== "true") return page;
  return { ...page, total: await countRows(tx, find(tx, { where, orderBy: [], limit: NO_LIMIT })) };
}

const cursorValue = (value: Date | string | number | null) =>
  value instanceof Date ? value.toISOString() : value;

async function countRows(tx: Tx, rows: SQLWrapper): Promise<number> {
  const [counted] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(sql`(${rows.getSQL()}) as counted`);
  return counted?.count ?? 0;
}

/** Rows that contain every word in one of these columns, compared in the same normal form as in the search of leads. */
export function hasWords(words: unknown, columns: AnyColumn[]): SQL | undefined {
  if (words === undefined) return undefined;
  const lines = sql`concat_ws(chr(10), ${sql.join(columns, sql`, `)})`;
  // In a subquery, so that the words are split once and not for each row.
  return sql`search_has(search_text(${lines}), (select search_words(${words}::text)))`;
}

/** The condition of a filter, or undefined when the filter is not given. */
export function ifGiven<Value>(
  value: Value | undefined,
  condition: (value: Value) => SQL | undefined,
): SQL | undefined {
  return value === undefined ? undefined : condition(value);
}
