import { readFileSync } from "node:fs";
import pg from "pg";
import { assertDatabaseAnswers } from "./client.ts";
import { databaseUrl, QUEUE_SCHEMA } from "./config.ts";

export const MIGRATIONS_FOLDER = "drizzle";

/** The database cannot be used as it is. The message has the reason and what to do. */
export class DatabaseNotReady extends Error {}

type Journal = { entries: { when: number; tag: string }[] };

function expectedMigrations(): Journal["entries"] {
  return (JSON.parse(readFileSync(`${MIGRATIONS_FOLDER}/meta/_journal.json`, "utf8")) as Journal).entries;
}

/**
 * Checks that row-level security applies to the role and that the schema is up to date.
 * @throws DatabaseNotReady
 */
export async function assertServable(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: "leadline-check" });
  await client.connect();
  try {
    const role = await client.query(
      "SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user",
    );
    if (role.rows[0]?.rolsuper || role.rows[0]?.rolbypassrls) {
      throw new DatabaseNotReady(
        "DATABASE_URL signs in as a superuser or with BYPASSRLS, so nothing would keep workspaces apart. Use a login of its own: CREATE ROLE leadline_owner LOGIN CREATEROLE NOBYPASSRLS.",
      );
    }
    const missing = await missingMigrations(client);
    if (!(await hasQueue(client))) missing.push("the job queue");
    if (missing.length > 0) {
      throw new DatabaseNotReady(
        `Migrations are missing: ${missing.join(", ")}. Run: npm run leadline -- migrate`,
      );
    }
  } finally {
    await client.end();
  }
}

let isKnownServable = false;

/**
 * The same for readiness probes. Once it has succeeded, the check is not repeated.
 * @throws DatabaseNotReady
 */
export async function assertReady(): Promise<void> {
  if (isKnownServable) return assertDatabaseAnswers();
  await assertServable(databaseUrl());
  isKnownServable = true;
}

async function hasQueue(client: pg.Client): Promise<boolean> {
  const table = await client.query("SELECT to_regclass($1) IS NOT NULL AS present", [
    `${QUEUE_SCHEMA}.version`,
  ]);
  return table.rows[0].present;
}

async function missingMigrations(client: pg.Client): Promise<string[]> {
  const table = await client.query(
    "SELECT to_regclass('drizzle.__drizzle_migrations') IS NOT NULL AS present",
  );
  const applied = table.rows[0].present
    ? await client.query("SELECT created_at::bigint AS at FROM drizzle.__drizzle_migrations")
    : { rows: [] };
  const done = new Set(applied.rows.map((row: { at: string }) => Number(row.at)));
  return expectedMigrations()
    .filter((entry) => !done.has(entry.when))
    .map((entry) => entry.tag);
}
