import { globSync, readFileSync } from "node:fs";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";

// db/functions/*.sql are run in a separate schema, on empty copies of the tables, in a transaction that is rolled
// back. The catalog of that schema must equal the catalog of the migrated one.

const SCRATCH = "functions_scratch";

let client: pg.Client;

beforeAll(async () => {
  client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  await client.query(`BEGIN; CREATE SCHEMA ${SCRATCH}; SET LOCAL search_path = ${SCRATCH}, public`);
  await client.query(`DO $$ DECLARE name text; BEGIN
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
      EXECUTE format('CREATE TABLE ${SCRATCH}.%I (LIKE public.%I)', name, name);
    END LOOP; END $$`);
  for (const file of globSync("db/functions/*.sql").sort()) await client.query(readFileSync(file, "utf8"));
  // Each tenant table is protected by the migration that creates it.
  await client.query(`
    SELECT leadline_protect(format('${SCRATCH}.%I', tablename)::regclass, CASE tablename WHEN 'workspaces' THEN 'id' ELSE 'workspace_id' END)
    FROM pg_policies WHERE schemaname = 'public' AND policyname = 'tenant'`);
});
afterAll(async () => {
  await client.query("ROLLBACK");
  await client.end();
});

/** The catalog's text of each function, trigger or policy of a schema, by name and without the schema's name. */
async function definitionsIn(schema: string, query: string): Promise<Record<string, string>> {
  const { rows } = await client.query<{ name: string; definition: string }>(query, [schema]);
  const withoutSchema = (text: string) => text.replaceAll(`${SCRATCH}.`, "").replaceAll("public.", "");
  return Object.fromEntries(
    rows.map(({ name, definition }) => [withoutSchema(name), withoutSchema(definition)]),
  );
}

/** Functions of extensions are left out, because they are not defined in db/functions. */
const FUNCTIONS = `
  SELECT p.oid::regprocedure::text AS name, pg_get_functiondef(p.oid) AS definition
  FROM pg_proc p WHERE p.pronamespace = $1::regnamespace AND NOT EXISTS (
    SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')`;

const TRIGGERS = `
  SELECT c.relname || '.' || t.tgname AS name, pg_get_triggerdef(t.oid) AS definition
  FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
  WHERE c.relnamespace = $1::regnamespace AND NOT t.tgisinternal`;

const POLICIES = `
  SELECT tablename || '.' || policyname AS name,
    concat_ws(' | ', permissive, cmd, roles::text, 'using ' || qual, 'check ' || with_check) AS definition
  FROM pg_policies WHERE schemaname = $1`;

test.each([
  ["function", FUNCTIONS, 20],
  ["trigger", TRIGGERS, 10],
  ["policy", POLICIES, 30],
])("db/functions contains exactly the database's definition of every %s", async (_kind, query, atLeast) => {
  const migrated = await definitionsIn("public", query);
  expect(Object.keys(migrated).length).toBeGreaterThan(atLeast);
  expect(await definitionsIn(SCRATCH, query)).toEqual(migrated);
});

test("each file begins with a comment, and each function has one", () => {
  for (const file of globSync("db/functions/*.sql")) {
    const blocks = readFileSync(file, "utf8").split(/\n\n(?=-- |CREATE )/);
    expect([file, blocks[0]?.startsWith("-- ")]).toEqual([file, true]);
    for (const block of blocks.slice(1))
      if (!/^CREATE OR REPLACE TRIGGER|^CREATE POLICY/.test(block))
        expect([file, block.slice(0, 60), block.startsWith("-- ")]).toEqual([file, block.slice(0, 60), true]);
  }
});
