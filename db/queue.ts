import { type ConstructorOptions, PgBoss } from "pg-boss";
import { QUEUE_SCHEMA } from "./config.ts";

/** Connections that the queue keeps open beside the pool of `client.ts`, which never leaves a workspace. */
const QUEUE_CONNECTIONS = 2;

/**
 * The job queue of the database at `url`, not started yet. It works as the owner, in its own schema, and
 * sees no tenant's row.
 */
export function openQueue(url: string, options: ConstructorOptions = {}): PgBoss {
  return new PgBoss({
    connectionString: url,
    application_name: "leadline-queue",
    schema: QUEUE_SCHEMA,
    max: QUEUE_CONNECTIONS,
    // Recurring jobs are filed by lib/operations/jobs/start-jobs.ts: docs/decisions/0009-jobs.md says why.
    schedule: false,
    ...options,
  });
}

/** Makes or updates the schema of the queue. Safe to call twice at once. */
export async function installQueue(url: string): Promise<void> {
  const queue = openQueue(url, { max: 1, supervise: false });
  try {
    await queue.start();
  } finally {
    await queue.stop({ graceful: false });
  }
}
