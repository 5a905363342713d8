import { type AnyColumn, and, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { PgSelect } from "drizzle-orm/pg-core";
import { z } from "zod";
import type { Tx } from "#db/client.ts";
import { DEFAULT_LIMIT, type Page, type PageRequest, pageQuery, toPage } from "./paging.ts";
import { afterCursor, decodeSortedCursor, orderName, orderOf, sortParameter } from "./sorting.ts";
import { text } from "./text.ts";

/** Which rows of a list are read, and in which order. */
export type Slice = { where: SQL | undefined; orderBy: SQL[]; limit: number };

/** These rows of a query. */
export function cut<Query extends PgSelect>(query: Query, { where, orderBy, limit }: Slice): Query {
  query
    .where(where)
    .orderBy(...orderBy)
    .limit(limit);
  return query;
}

/** A list of records that fits into memory as a whole, such as the operators of a workspace. */
export type Listing<Row, SortName extends string> = {
  /** What each name of `sort` sorts by, and what a row has there. */
  sorts: Record<SortName, { column: AnyColumn; of: (row: Row) => Date | string | number | null }>;
  /** The order without `sort`. */
  usual: SortName | `-${SortName}`;
  idColumn: AnyColumn;
  find: (tx: Tx, slice: Slice) => PromiseLike<Row[]> & SQLWrapper;
};

/** What a caller asks for: all of it unless `limit` or `cursor` is given. */
export type ListRequest<SortName extends string> = Omit<PageRequest<SortName>, "limit"> & {
  limit?: number | undefined;
};

/** The query of a list of what came one after the other, such as a conversation; `q` looks at its texts. */
export const HistoryQuery = z.strictObject({
  ...pageQuery,
  q: text(200).optional().describe("Words to search for."),
  sort: sortParameter(["created_at"]).describe("Order; `-` is descending. Newest first by default."),
});
export type HistoryQuery = z.infer<typeof HistoryQuery>;

/** What lists of such a kind need to know of a table. */
export const byCreation = <Row extends { createdAt: Date }>(createdAt: AnyColumn) => ({
  sorts: { created_at: { column: createdAt, of: (row: Row) => row.createdAt } },
  usual: "-created_at" as const,
});

const WHOLE = Number.MAX_SAFE_INTEGER;

/** A page of the rows that match `where`, or all of them. */
export async function listRows<Row extends { id: number }, SortName extends string>(
  tx: Tx,
  { sorts, usual, idColumn, find }: Listing<Row, SortName>,
  where: SQL | undefined,
  { sort = usual, limit, cursor, count }: ListRequest<SortName>,
): Promise<Page<Row>> {
  const { column, of } = sorts[sort.replace("-", "") as SortName];
  const sorting = { column, idColumn, descending: sort.startsWith("-") };
  const after = decodeSortedCursor(sorting, cursor);
  const size = limit ?? (after ? DEFAULT_LIMIT : WHOLE - 1);
  const rows = await find(tx, {
    where: and(where, after && afterCursor(sorting, after)),
    orderBy: orderOf(sorting),
    limit: size + 1,
  });
  const page = toPage(rows, size, orderName(sorting), (row) => [cursorValue(of(row)), row.id]);
  if (count !== "true") return page;
  return { ...page, total: await countRows(tx, find(tx, { where, orderBy: [], limit: WHOLE })) };
}

const cursorValue = (value: Date | string | number | null) =>
  value instanceof Date ? value.toISOString() : value;

async function countRows(tx: Tx, rows: SQLWrapper): Promise<number> {
  const [counted] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(sql`(${rows.getSQL()}) as counted`);
  return counted?.count ?? 0;
}

/** The rows that have each of the words in one of these columns, in the normal form that leads are searched in. */
export function hasWords(words: unknown, columns: AnyColumn[]): SQL | undefined {
  if (words === undefined) return undefined;
  const lines = sql`concat_ws(chr(10), ${sql.join(columns, sql`, `)})`;
  // A subquery, so that the words are taken apart once and not for each row.
  return sql`search_has(search_text(${lines}), (select search_words(${words}::text)))`;
}

/** The condition of a filter, where it is given. */
export function given<Value>(
  value: Value | undefined,
  condition: (value: Value) => SQL | undefined,
): SQL | undefined {
  return value === undefined ? undefined : condition(value);
}
