/** Connections a process keeps open; about ten was measured best. */
const DEFAULT_POOL_SIZE = 10;

/** Where pg-boss keeps the job queue; it makes and changes this schema itself. */
export const QUEUE_SCHEMA = "pgboss";

/** Thrown when a process that needs the database was started without one. */
export class MissingDatabaseUrl extends Error {
  constructor() {
    super("DATABASE_URL is not set. `npm start` and `npm run leadline` set it for the embedded database.");
  }
}

/**
 * Where the database is. `npm start` sets DATABASE_URL for its children when the embedded one runs.
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
