import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { QUEUE_SCHEMA } from "./config.ts";
import { migrateDatabase } from "./migrate.ts";
import { assertServable, DatabaseNotReady } from "./readiness.ts";

const name = `leadline_test_${randomBytes(6).toString("hex")}`;
const url = new URL(process.env.DATABASE_URL ?? "");
let server: pg.Client;

beforeAll(async () => {
  server = new pg.Client({ connectionString: url.href });
  await server.connect();
  await server.query(`CREATE DATABASE ${name}`);
  url.pathname = `/${name}`;
});
afterAll(async () => {
  await server.query(`DROP DATABASE ${name} WITH (FORCE)`);
  await server.end();
});

test("a database is ready once its tables and its job queue exist", async () => {
  await expect(assertServable(url.href)).rejects.toThrow(/0000_tables.*the job queue/);
  await Promise.all([migrateDatabase(url.href), migrateDatabase(url.href)]);
  await assertServable(url.href);
  const database = new pg.Client({ connectionString: url.href });
  await database.connect();
  await database.query(`DROP SCHEMA ${QUEUE_SCHEMA} CASCADE`);
  await database.end();
  await expect(assertServable(url.href)).rejects.toThrow(DatabaseNotReady);
  await migrateDatabase(url.href);
  await assertServable(url.href);
});
