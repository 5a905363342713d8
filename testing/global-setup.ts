import { randomBytes } from "node:crypto";
import { resolve } from "node:path";
import pg from "pg";
import { startEmbedded } from "#db/embedded.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { resolveDataFolder } from "#db/system-user.ts";

/**
 * A fresh, migrated database for this run: on the server of DATABASE_URL (whose login may create
 * databases), or on an embedded one below `.data/test`.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const server = process.env.DATABASE_URL
    ? undefined
    : await startEmbedded(resolveDataFolder(resolve(".data/test")));
  const base = process.env.DATABASE_URL ?? server?.database.url ?? "";
  const name = `leadline_test_${randomBytes(6).toString("hex")}`;
  await onServer(base, `CREATE DATABASE ${name}`);
  const url = new URL(base);
  url.pathname = `/${name}`;
  process.env.DATABASE_URL = url.href;
  process.env.AUTH_SECRET = randomBytes(48).toString("base64url");
  process.env.LOG_LEVEL = "silent";
  // A key in the shell must not be used, because tests never call the internet.
  process.env.OPENAI_API_KEY = "";
  await migrateDatabase(url.href);
  return async () => {
    // Without FORCE PostgreSQL ends autovacuum, which FORCE may not without a superuser; with FORCE it ends all other
    // connections. One of the two succeeds.
    await onServer(base, `DROP DATABASE ${name}`).catch(() =>
      onServer(base, `DROP DATABASE ${name} WITH (FORCE)`),
    );
    if (server && !server.alreadyRunning) await server.database.stop();
  };
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
