import pg from "pg";
import { DatabaseNotReady } from "./readiness.ts";
import { HUMAN_TEXT } from "./schema/columns.ts";

/** A collation, its version when the indexes were built, and its current version. */
type Sorter = { name: string; stored: string | null; actual: string | null; statements: string[] };

const SORTERS = `
  SELECT 'collation ' || c.collname AS name, c.collversion AS stored, pg_collation_actual_version(c.oid) AS actual,
    ARRAY(
      SELECT format('REINDEX INDEX %s', i.indexrelid::regclass) FROM pg_index i
      WHERE c.oid = ANY (i.indcollation::oid[]) ORDER BY i.indexrelid
    ) || format('ALTER COLLATION %I.%I REFRESH VERSION', c.collnamespace::regnamespace, c.collname) AS statements
  FROM pg_collation c WHERE c.collname = $1 AND c.collnamespace = 'public'::regnamespace
  UNION ALL
  SELECT 'database ' || datname, datcollversion, pg_database_collation_actual_version(oid),
    ARRAY[format('REINDEX DATABASE %I', datname), format('ALTER DATABASE %I REFRESH COLLATION VERSION', datname)]
  FROM pg_database WHERE datname = current_database()`;

async function outdatedSorters(client: pg.Client, collation: string): Promise<Sorter[]> {
  const { rows } = await client.query<Sorter>(SORTERS, [collation]);
  return rows.filter(({ stored, actual }) => stored !== actual);
}

async function onConnection<Result>(url: string, work: (client: pg.Client) => Promise<Result>) {
  const client = new pg.Client({ connectionString: url, application_name: "leadline-collations" });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/**
 * An update of the database server can change the sort order of a collation. Indexes built with the former order then
 * miss rows.
 * @throws DatabaseNotReady when the versions differ, with what to do
 */
export async function assertCollationsCurrent(url: string, collation = HUMAN_TEXT): Promise<void> {
  const outdated = await onConnection(url, (client) => outdatedSorters(client, collation));
  if (outdated.length === 0) return;
  const versions = outdated.map(
    ({ name, stored, actual }) => `${name}: ${stored ?? "none"} then, ${actual ?? "none"} now`,
  );
  throw new DatabaseNotReady(
    `The database server sorts text otherwise than when its indexes were built (${versions.join("; ")}), so sorted lists may leave rows out. Run: npm run leadline -- reindex`,
  );
}

/**
 * Rebuilds the indexes that were built with another version of a collation, and records the current version.
 * @returns the statements that were run
 */
export async function rebuildSortedIndexes(url: string, collation = HUMAN_TEXT): Promise<string[]> {
  return onConnection(url, async (client) => {
    const statements = (await outdatedSorters(client, collation)).flatMap((sorter) => sorter.statements);
    for (const statement of statements) await client.query(statement);
    return statements;
  });
}
