import { type AnyColumn, is, type SQL, sql } from "drizzle-orm";
import { PgTimestamp } from "drizzle-orm/pg-core";
import type { Tx } from "#db/client.ts";

/** A row that PostgreSQL wrote as JSON, ready to be sent. Parsed, it is a `Json`. */
export type JsonText<Json> = string & { readonly means?: Json };

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
 * The first rows of a sorted query, each written as JSON by PostgreSQL, in one piece: a list costs a
 * quarter of what reading, presenting and writing its rows here would. The limit is part of the
 * statement: with one that is not known beforehand PostgreSQL plans every time anew, for as long as the
 * query takes.
 */
export function selectAsJson(tx: Tx, rows: { getSQL: () => SQL }, limit: number) {
  return tx
    .select({ json: sql<string | null>`string_agg(row_to_json(answer)::text, ${sql.raw("E',\\n'")})` })
    .from(sql`(${rows.getSQL()} limit ${sql.raw(String(limit))}) answer`);
}

/** What `selectAsJson` found, row by row. */
export function jsonRows<Json>([found]: { json: string | null }[]): JsonText<Json>[] {
  return found?.json?.split(SEPARATOR) ?? [];
}

/** @returns the row as its reader gets it */
export function parseJson<Json>(row: JsonText<Json>): Json {
  return JSON.parse(row);
}
