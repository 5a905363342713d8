import { type AnyColumn, is, type SQL, sql } from "drizzle-orm";
import { PgTimestamp } from "drizzle-orm/pg-core";
import type { Tx } from "#db/client.ts";
import { type Cursor, encodeCursor } from "./paging.ts";

/** JSON written by PostgreSQL, ready to be sent. It parses to `Json`. */
export type JsonText<Json> = string & { readonly means?: Json };

/** A `Page` whose rows are one JSON array. */
export type JsonPage<Json> = { json: JsonText<Json[]>; next: string | null; total?: number };

/** As `Date.toISOString` writes it. */
const isoText = (moment: AnyColumn) =>
  sql`to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** The fields of an answer as columns of a query, named as the answer names them. */
export function jsonFields<Name extends string>(
  fields: Record<Name, AnyColumn | SQL>,
): Record<Name, SQL.Aliased> {
  const columns = Object.entries<AnyColumn | SQL>(fields).map(([name, field]) => [
    name,
    (is(field, PgTimestamp) ? isoText(field) : sql`${field}`).as(name),
  ]);
  return Object.fromEntries(columns) as Record<Name, SQL.Aliased>;
}

/** Between two rows; JSON itself writes a line's end inside of a text as `\\n`. */
const SEPARATOR = ",\n";

/**
 * The first rows of a sorted query as one JSON array, written by PostgreSQL. This costs a quarter of reading,
 * presenting and serializing the rows in Node. The limit is a literal in the statement: with a parameter PostgreSQL
 * would plan each execution anew, which takes as long as the query itself.
 */
export function selectAsJson(tx: Tx, rows: { getSQL: () => SQL }, limit: number) {
  const separator = sql.raw("E',\\n'");
  return tx
    .select({
      count: sql<number>`count(*)::int`,
      json: sql<string>`'[' || coalesce(string_agg(row_to_json(answer)::text, ${separator}), '') || ']'`,
    })
    .from(sql`(${rows.getSQL()} limit ${sql.raw(String(limit))}) answer`);
}

/** Removes the extra row that was read to see whether there is a next page, as `toPage` does. */
export function toJsonPage<Json>(
  found: { count: number; json: string } | undefined,
  limit: number,
  order: string,
  cursorOf: (row: Json) => Cursor,
): JsonPage<Json> {
  if (!found) throw new Error("An aggregate returned no row");
  if (found.count <= limit) return { json: found.json, next: null };
  const end = found.json.lastIndexOf(SEPARATOR);
  const before = found.json.lastIndexOf(SEPARATOR, end - 1);
  const last: JsonText<Json> = found.json.slice(before < 0 ? 1 : before + SEPARATOR.length, end);
  return { json: `${found.json.slice(0, end)}]`, next: encodeCursor(cursorOf(parseJson(last)), order) };
}

/** @returns the parsed value */
export function parseJson<Json>(text: JsonText<Json>): Json {
  return JSON.parse(text);
}
