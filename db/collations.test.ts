import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { assertCollationsCurrent, rebuildSortedIndexes } from "./collations.ts";
import { DatabaseNotReady } from "./readiness.ts";

const url = process.env.DATABASE_URL ?? "";
let client: pg.Client;

beforeAll(async () => {
  client = new pg.Client({ connectionString: url });
  await client.connect();
});
afterAll(() => client.end());

test("text for people is sorted by ICU's Ukrainian order, deterministically", async () => {
  const { rows } = await client.query(
    "SELECT collprovider, collisdeterministic FROM pg_collation WHERE collname = 'human_text'",
  );
  expect(rows).toEqual([{ collprovider: "i", collisdeterministic: true }]);
  await expect(assertCollationsCurrent(url)).resolves.toBeUndefined();
});

test("a changed collation version is detected, and its indexes are rebuilt", async () => {
  // The state of a database after an update of its server.
  await client.query("CREATE COLLATION former_text (provider = icu, locale = 'uk', version = '1.0')");
  await client.query("CREATE SCHEMA aged");
  await client.query("CREATE TABLE aged.people (name text COLLATE former_text)");
  await client.query("CREATE INDEX people_name ON aged.people (name)");
  try {
    const looking = assertCollationsCurrent(url, "former_text");
    await expect(looking).rejects.toBeInstanceOf(DatabaseNotReady);
    await expect(looking).rejects.toThrow(/1\.0 then.*npm run leadline -- reindex/);
    expect(await rebuildSortedIndexes(url, "former_text")).toEqual([
      "REINDEX INDEX aged.people_name",
      "ALTER COLLATION public.former_text REFRESH VERSION",
    ]);
    await expect(assertCollationsCurrent(url, "former_text")).resolves.toBeUndefined();
    expect(await rebuildSortedIndexes(url, "former_text")).toEqual([]);
  } finally {
    await client.query("DROP SCHEMA aged CASCADE; DROP COLLATION former_text");
  }
});
