import { createHash } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import pg from "pg";
import { databaseUrl, poolSize } from "./config.ts";
import type { SystemRole } from "./roles.ts";

/** A transaction's view of the database. Holds until its `withWorkspace` or `withRole` ends. */
export type Tx = NodePgDatabase;

/** The server answered COMMIT with ROLLBACK: something inside failed and was not noticed. */
export class TransactionAborted extends Error {
  constructor() {
    super("The transaction was rolled back by the database");
  }
}

/** Milliseconds. A statement or an idle transaction beyond these is a fault, not a slow user. */
const STATEMENT_TIMEOUT = 15_000;
const IDLE_TRANSACTION_TIMEOUT = 10_000;
const CONNECT_TIMEOUT = 5_000;

// Development reloads modules; the pool must outlive that, or each reload leaks ten connections.
const globals = globalThis as typeof globalThis & { leadlinePool?: pg.Pool };

function pool(): pg.Pool {
  globals.leadlinePool ??= createPool();
  return globals.leadlinePool;
}

function createPool(): pg.Pool {
  const created = new pg.Pool({
    connectionString: databaseUrl(),
    max: poolSize(),
    pipeline: true,
    connectionTimeoutMillis: CONNECT_TIMEOUT,
    statement_timeout: STATEMENT_TIMEOUT,
    idle_in_transaction_session_timeout: IDLE_TRANSACTION_TIMEOUT,
    application_name: "leadline",
  });
  // A client that dies while idle is replaced by the pool; without a listener it ends the process.
  created.on("error", () => {});
  created.on("connect", (client) => {
    client.on("error", () => {});
  });
  return created;
}

const databases = new WeakMap<pg.PoolClient, Tx>();

function databaseOf(client: pg.PoolClient): Tx {
  let database = databases.get(client);
  if (!database) {
    database = drizzle(client);
    databases.set(client, database);
  }
  return database;
}

const prepared = new WeakMap<Tx, Map<string, unknown>>();

/**
 * A drizzle query prepared once for the connection of this transaction and reused afterwards.
 * (One prepared at module level would run on the pool, outside the transaction.)
 */
export function prepareOnce<Query>(tx: Tx, name: string, build: (tx: Tx, name: string) => Query): Query {
  let queries = prepared.get(tx);
  if (!queries) {
    queries = new Map();
    prepared.set(tx, queries);
  }
  let query = queries.get(name) as Query | undefined;
  if (!query) {
    // PostgreSQL cuts names after 63 bytes, which would make two statements one.
    query = build(tx, createHash("sha256").update(name).digest("hex").slice(0, 40));
    queries.set(name, query);
  }
  return query;
}

/** Statements of a transaction that nobody waits for before COMMIT is sent. */
const unawaited = new WeakMap<Tx, Promise<unknown>[]>();

/**
 * Lets a statement travel with those that follow it, in the end with COMMIT. The promise need not be
 * awaited: the transaction does, and fails with the statement's own error.
 */
export function unawaitedIn<Answer>(tx: Tx, statement: Promise<Answer>): Promise<Answer> {
  statement.catch(() => {});
  unawaited.get(tx)?.push(statement);
  return statement;
}

/** What is sent until the current turn of the event loop ends travels as one packet. */
function sendTogether(client: pg.PoolClient): void {
  const { stream } = client.connection;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

async function firstFailure(statements: Promise<unknown>[]): Promise<unknown> {
  const outcomes = await Promise.allSettled(statements);
  return outcomes.find((outcome) => outcome.status === "rejected")?.reason;
}

/** Values that are only known when a prepared statement runs, named as its columns. */
export function placeholders<const Name extends string>(...names: Name[]): Record<Name, SQL> {
  // Wrapped, because a column's encoder would take null for a value.
  const values = names.map((name) => [name, sql`${sql.placeholder(name)}`]);
  return Object.fromEntries(values) as Record<Name, SQL>;
}

async function transaction<Result>(opening: string, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  const client = await pool().connect();
  const tx = databaseOf(client);
  const statements: Promise<unknown>[] = [];
  unawaited.set(tx, statements);
  let broken: Error | undefined;
  try {
    sendTogether(client);
    unawaitedIn(tx, client.query(opening));
    const result = await work(tx);
    sendTogether(client);
    const [committed] = await Promise.all([client.query("COMMIT"), ...statements]);
    if (committed.command === "ROLLBACK") throw new TransactionAborted();
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch((failure: Error) => {
      broken = failure;
    });
    // Every statement after a failed one fails too: the first failure is the cause.
    throw (await firstFailure(statements)) ?? error;
  } finally {
    client.release(broken);
  }
}

/**
 * The only way to a tenant's rows: one transaction as `leadline_app`, inside one workspace.
 * Rolls back when `work` throws.
 * @throws TransactionAborted when a failed statement was swallowed inside `work`
 */
export function withWorkspace<Result>(
  scope: { workspaceId: number },
  work: (tx: Tx) => Promise<Result>,
  role: Extract<SystemRole, "leadline_app" | "leadline_retention"> = "leadline_app",
): Promise<Result> {
  // A simple query with three statements costs one message; its only variable is a checked integer.
  const id = Number.isSafeInteger(scope.workspaceId) ? scope.workspaceId : Number.NaN;
  return transaction(`BEGIN; SET LOCAL ROLE ${role}; SET LOCAL app.workspace_id = '${id}'`, work);
}

/** A transaction for what has no workspace yet: signing in, the change feed, sweeps. */
export function withRole<Result>(
  role: Extract<SystemRole, "leadline_auth" | "leadline_feed" | "leadline_jobs">,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  return transaction(`BEGIN; SET LOCAL ROLE ${role}`, work);
}

/** Connections in use, idle, and requests that wait for one. */
export function poolState(): { total: number; idle: number; waiting: number } {
  const { totalCount, idleCount, waitingCount } = pool();
  return { total: totalCount, idle: idleCount, waiting: waitingCount };
}

export async function closePool(): Promise<void> {
  const open = globals.leadlinePool;
  globals.leadlinePool = undefined;
  await open?.end();
}

/** @throws whatever keeps the database from answering */
export async function assertDatabaseAnswers(): Promise<void> {
  await withRole("leadline_jobs", (tx) => tx.execute("select 1"));
}
