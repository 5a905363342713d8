import { getTableColumns, getTableName } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import { queryOnce, type Tx } from "./client.ts";

/**
 * Inserts rows with one statement that is prepared once for any number of rows. Every row has the same fields;
 * missing columns get their defaults. Ids may be given.
 * @returns the ids, in the order of the rows
 */
export async function insertMany<Table extends PgTable>(
  tx: Tx,
  table: Table,
  rows: Table["$inferInsert"][],
): Promise<number[]> {
  const [first] = rows;
  if (!first) return [];
  const columns = Object.entries(getTableColumns(table)).filter(([field]) => field in first);
  const names = columns.map(([, { name }]) => `"${name}"`).join(", ");
  const asJson = rows.map((row) =>
    Object.fromEntries(columns.map(([field, { name }]) => [name, row[field as keyof typeof row]])),
  );
  const name = getTableName(table);
  const inserted = await queryOnce<{ id: string }>(
    tx,
    `insert into "${name}" (${names}) overriding system value
     select ${names} from jsonb_populate_recordset(null::"${name}", $1::jsonb) returning id`,
    [JSON.stringify(asJson)],
  );
  return inserted.map(({ id }) => Number(id));
}
