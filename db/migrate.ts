import { readFileSync } from "node:fs";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import { assertDatabaseAnswers } from "./client.ts";
import { databaseUrl } from "./config.ts";
import { roleStatements, systemRoles } from "./roles.ts";

const MIGRATIONS_FOLDER = "drizzle";
/** Any number, the same in every process: two starts must not migrate at once. */
const MIGRATION_LOCK = 7_305_211_904;

/** The owner may not make roles; `statements` are what an administrator has to run once. */
export class RolesMissing extends Error {
  readonly statements: string[];
  constructor(statements: string[]) {
    super(
      `The database user may not create roles. Let an administrator run, once:\n\n${statements.join(";\n")};\n`,
    );
    this.statements = statements;
  }
}

/** The database is not fit to be served from: the message says why and what to do. */
export class DatabaseNotReady extends Error {}

type Journal = { entries: { when: number; tag: string }[] };

function expectedMigrations(): Journal["entries"] {
  return (JSON.parse(readFileSync(`${MIGRATIONS_FOLDER}/meta/_journal.json`, "utf8")) as Journal).entries;
}

/**
 * Brings the database at `url` to the newest schema, making the roles first. Safe to call twice at once.
 * @throws RolesMissing
 */
export async function migrateDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: "leadline-migrate" });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
    await makeRoles(client);
    await migrate(drizzle(client), { migrationsFolder: MIGRATIONS_FOLDER });
  } finally {
    await client.end();
  }
}

async function makeRoles(client: pg.Client): Promise<void> {
  const owned = await client.query(
    "SELECT count(*)::int AS n FROM unnest($1::text[]) AS name WHERE to_regrole(name) IS NOT NULL AND pg_has_role(current_user, to_regrole(name)::oid, 'SET')",
    [systemRoles],
  );
  if (owned.rows[0].n === systemRoles.length) return;
  const { rows } = await client.query("SELECT current_user AS name");
  const statements = roleStatements(rows[0].name);
  try {
    for (const statement of statements) await client.query(statement);
  } catch (error) {
    const insufficientPrivilege = (error as { code?: string }).code === "42501";
    throw insufficientPrivilege ? new RolesMissing(statements) : error;
  }
}

/**
 * Refuses a database that would serve wrongly: a role that row-level security does not bind, or a
 * schema that is behind.
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
 * The same for a server that is asked whether it is ready: looked at until it is so once.
 * @throws DatabaseNotReady
 */
export async function assertReady(): Promise<void> {
  if (isKnownServable) return assertDatabaseAnswers();
  await assertServable(databaseUrl());
  isKnownServable = true;
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
