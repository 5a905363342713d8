import { randomBytes } from "node:crypto";
import pg from "pg";

/** An empty database for tests, and the way to drop it. */
export type NewDatabase = { url: string; drop: () => Promise<void> };

/**
 * Creates an empty database.
 * @param base the address of a database on the same server, whose login may create databases
 */
export async function newDatabase(base: string): Promise<NewDatabase> {
  const name = `leadline_test_${randomBytes(6).toString("hex")}`;
  const onServer = async (statement: string) => {
    const client = new pg.Client({ connectionString: base });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  };
  await onServer(`CREATE DATABASE ${name}`);
  const url = new URL(base);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    // Without FORCE PostgreSQL ends autovacuum, which FORCE may not without a superuser; with FORCE it ends all other
    // connections. One of the two succeeds.
    drop: () => onServer(`DROP DATABASE ${name}`).catch(() => onServer(`DROP DATABASE ${name} WITH (FORCE)`)),
  };
}
