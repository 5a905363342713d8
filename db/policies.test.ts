import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemRoles } from "./roles.ts";

let client: pg.Client;

beforeAll(async () => {
  client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
});
afterAll(() => client.end());

test("every table has row-level security, enabled and forced, with a policy", async () => {
  const { rows } = await client.query(`
    SELECT c.relname AS name, c.relrowsecurity AS enabled, c.relforcerowsecurity AS forced,
      (SELECT count(*)::int FROM pg_policy p WHERE p.polrelid = c.oid) AS policies
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')`);
  expect(rows.length).toBeGreaterThan(10);
  for (const { name, enabled, forced, policies } of rows) {
    expect([name, enabled, forced, policies > 0]).toEqual([name, true, true, true]);
  }
});

test("every foreign key between tenant tables carries the workspace", async () => {
  const { rows } = await client.query(`
    SELECT conrelid::regclass::text AS child, conname AS name,
      (SELECT array_agg(attname::text) FROM pg_attribute a WHERE a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)) AS columns
    FROM pg_constraint c
    WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND confrelid NOT IN ('workspaces'::regclass, 'users'::regclass)`);
  expect(rows.length).toBeGreaterThan(5);
  for (const { child, name, columns } of rows)
    expect([child, name, columns]).toEqual([child, name, expect.arrayContaining(["workspace_id"])]);
});

test("the owner's session and a role without a workspace see no tenant's rows", async () => {
  for (const table of ["workspaces", "leads", "sales", "events", "api_keys", "users"]) {
    expect(
      (await client.query(`SELECT count(*)::int AS n FROM ${table}`).catch(() => ({ rows: [{ n: 0 }] })))
        .rows[0].n,
    ).toBe(0);
  }
  await client.query("BEGIN; SET LOCAL ROLE leadline_app");
  expect((await client.query("SELECT count(*)::int AS n FROM leads")).rows[0].n).toBe(0);
  await client.query("ROLLBACK");
});

test("no role of the application can log in, is a superuser or bypasses row-level security", async () => {
  const { rows } = await client.query(
    "SELECT rolname, rolcanlogin, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = ANY ($1)",
    [systemRoles],
  );
  expect(rows).toHaveLength(systemRoles.length);
  for (const role of rows)
    expect(role).toMatchObject({ rolcanlogin: false, rolsuper: false, rolbypassrls: false });
});

test("the application can't change events, delete leads or read password hashes", async () => {
  await client.query("BEGIN; SET LOCAL ROLE leadline_app");
  await client.query("SAVEPOINT s");
  for (const statement of [
    "UPDATE events SET type = 'x'",
    "DELETE FROM events",
    "DELETE FROM leads",
    "SELECT password_hash FROM users",
  ]) {
    await expect(client.query(statement)).rejects.toMatchObject({ code: "42501" });
    await client.query("ROLLBACK TO s");
  }
  await client.query("ROLLBACK");
});
