import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type NewDatabase, newDatabase } from "#testing/new-database.ts";
import { QUEUE_SCHEMA } from "./config.ts";
import { migrateDatabase } from "./migrate.ts";
import { assertServable, DatabaseNotReady } from "./readiness.ts";

let database: NewDatabase;

beforeAll(async () => {
  database = await newDatabase(process.env.DATABASE_URL ?? "");
});
afterAll(() => database.drop());

test("a database is ready once its tables and its job queue exist", async () => {
  await expect(assertServable(database.url)).rejects.toThrow(/0000_tables.*the job queue/);
  await Promise.all([migrateDatabase(database.url), migrateDatabase(database.url)]);
  await assertServable(database.url);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(`DROP SCHEMA ${QUEUE_SCHEMA} CASCADE`);
  await client.end();
  await expect(assertServable(database.url)).rejects.toThrow(DatabaseNotReady);
  await migrateDatabase(database.url);
  await assertServable(database.url);
});
