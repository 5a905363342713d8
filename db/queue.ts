import { type ConstructorOptions, PgBoss } from "pg-boss";
import { QUEUE_SCHEMA } from "./config.ts";

/** Connections of the queue. They are separate from the pool of `client.ts`, which serves requests in workspaces. */
const QUEUE_CONNECTIONS = 2;

/**
 * The job queue of the database at `url`, not started yet. It works as the owner, in its own schema, and cannot read
 * tenants' rows.
 */
export function openQueue(url: string, options: ConstructorOptions = {}): PgBoss {
  return new PgBoss({
    connectionString: url,
    application_name: "leadline-queue",
    schema: QUEUE_SCHEMA,
    max: QUEUE_CONNECTIONS,
    // Recurring jobs are scheduled by lib/operations/jobs/start-jobs.ts; docs/decisions/0009-jobs.md has the reasons.
    schedule: false,
    ...options,
  });
}

/** Creates or updates the schema of the queue. It can safely run twice at once. */
export async function installQueue(url: string): Promise<void> {
  const queue = openQueue(url, { max: 1, supervise: false });
  try {
    await queue.start();
  } finally {
    await queue.stop({ graceful: false });
  }
}
