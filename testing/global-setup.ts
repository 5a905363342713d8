import { randomBytes } from "node:crypto";
import { resolve } from "node:path";
import { startEmbedded } from "#db/embedded.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { resolveDataFolder } from "#db/system-user.ts";
import { newDatabase } from "./new-database.ts";

/**
 * A fresh, migrated database for this run: on the server of DATABASE_URL (whose login may create
 * databases), or on an embedded one below `.data/test`.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const server = process.env.DATABASE_URL
    ? undefined
    : await startEmbedded(resolveDataFolder(resolve(".data/test")));
  const database = await newDatabase(process.env.DATABASE_URL ?? server?.database.url ?? "");
  process.env.DATABASE_URL = database.url;
  process.env.AUTH_SECRET = randomBytes(48).toString("base64url");
  process.env.LOG_LEVEL = "silent";
  // A key in the shell must not be used, because tests never call the internet.
  process.env.OPENAI_API_KEY = "";
  await migrateDatabase(database.url);
  return async () => {
    await database.drop();
    if (server && !server.alreadyRunning) await server.database.stop();
  };
}
