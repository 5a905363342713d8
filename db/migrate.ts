import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import { installQueue } from "./queue.ts";
import { MIGRATIONS_FOLDER } from "./readiness.ts";
import { roleStatements, systemRoles } from "./roles.ts";

/** Any number, the same in every process, so that two starts never migrate at once. */
const MIGRATION_LOCK = 7_305_211_904;

/** The owner may not create roles; an administrator has to run `statements` once. */
export class RolesMissing extends Error {
  readonly statements: string[];
  constructor(statements: string[]) {
    super(
      `The database user may not create roles. Let an administrator run, once:\n\n${statements.join(";\n")};\n`,
    );
    this.statements = statements;
  }
}

/**
 * Migrates the database at `url` to the newest schema: first the roles, then the tables, last the job queue. It can
 * safely run twice at once.
 * @throws RolesMissing
 */
export async function migrateDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: "leadline-migrate" });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
    await makeRoles(client);
    await migrate(drizzle(client), { migrationsFolder: MIGRATIONS_FOLDER });
    await installQueue(url);
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
