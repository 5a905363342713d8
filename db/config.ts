/** Connections of a process. About ten was measured as the best number. */
const DEFAULT_POOL_SIZE = 10;

/** The schema of pg-boss's job queue. pg-boss creates and migrates it. */
export const QUEUE_SCHEMA = "pgboss";

/** Thrown when a process that needs the database was started without one. */
export class MissingDatabaseUrl extends Error {
  constructor() {
    super("DATABASE_URL is not set. `npm start` and `npm run leadline` set it for the embedded database.");
  }
}

/**
 * The address of the database. `npm start` sets DATABASE_URL for its child processes when the embedded server runs.
 * @throws MissingDatabaseUrl
 */
export function databaseUrl(): string {
  const url = process.env.DATABASE_URL;
  if (!url) throw new MissingDatabaseUrl();
  return url;
}

export function poolSize(): number {
  return Number(process.env.DATABASE_POOL_SIZE) || DEFAULT_POOL_SIZE;
}
