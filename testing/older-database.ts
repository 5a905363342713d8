import { globSync, readFileSync } from "node:fs";
import pg from "pg";
import { migrateDatabase } from "#db/migrate.ts";
import { newDatabase } from "./new-database.ts";

/** A separate database in the state before a migration. */
export type OlderDatabase = {
  client: pg.Client;
  /** Runs the migration again, and opens the tables that it closed. */
  migrate: () => Promise<void>;
  /** The rows of a query, each the list of its values. */
  rowsOf: (query: string) => Promise<unknown[][]>;
  drop: () => Promise<void>;
};

/**
 * @param migration the name of the migration's file without its number
 * @param tables whose rows the test reads and writes as the owner, who sees none while row-level security is forced
 * @param takenBack statements that revert the migration
 */
export async function openOlderDatabase(
  migration: string,
  tables: string[],
  takenBack: string,
): Promise<OlderDatabase> {
  const database = await newDatabase(process.env.DATABASE_URL ?? "");
  await migrateDatabase(database.url);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const open = () =>
    client.query(tables.map((table) => `ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY`).join(";"));
  await open();
  await client.query(takenBack);
  return {
    client,
    async migrate() {
      const [file = ""] = globSync(`drizzle/*_${migration}.sql`);
      await client.query(readFileSync(file, "utf8"));
      await open();
    },
    rowsOf: async (query) => (await client.query<unknown[]>({ text: query, rowMode: "array" })).rows,
    async drop() {
      await client.end();
      await database.drop();
    },
  };
}
