import { existsSync, mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { type EmbeddedDatabase, startEmbedded } from "#db/embedded.ts";
import { resolveDataFolder } from "#db/system-user.ts";
import { resetEnvironment } from "#lib/core/env.ts";
import { ensureAuthSecret } from "./auth-secret.ts";

/** What a command needs to use the database. */
export type Runtime = {
  dataFolder: string;
  /** Undefined when DATABASE_URL names a database of the operator's own. */
  embedded: EmbeddedDatabase | undefined;
  /** Whether this process started the embedded server, and so should stop it. */
  startedHere: boolean;
};

/** Reads .env, if there is one. Variables that are set already take precedence. */
export function loadEnvironmentFile(): void {
  if (existsSync(".env")) process.loadEnvFile(".env");
  // An imported module may have read the environment before `.env` was loaded.
  resetEnvironment();
}

/** The folder that this checkout keeps its data and its secrets in. */
export function dataFolder(): string {
  const wanted = resolve(process.env.LEADLINE_DATA_DIR || ".data");
  const folder = process.env.DATABASE_URL ? wanted : resolveDataFolder(wanted);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Starts the embedded database unless DATABASE_URL is set, and sets DATABASE_URL for what follows. */
export async function openDatabase(): Promise<Runtime> {
  const folder = dataFolder();
  ensureAuthSecret(folder);
  if (process.env.DATABASE_URL) return { dataFolder: folder, embedded: undefined, startedHere: false };
  const { database, alreadyRunning } = await startEmbedded(folder);
  process.env.DATABASE_URL = database.url;
  return { dataFolder: folder, embedded: database, startedHere: !alreadyRunning };
}
