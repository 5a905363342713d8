import { createHash } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import pg from "pg";
import { databaseUrl, poolSize } from "./config.ts";
import { Connection, type Tx } from "./connection.ts";
import type { SystemRole } from "./roles.ts";

export type { Tx };

/** Milliseconds. A longer statement or idle transaction is a fault. */
const STATEMENT_TIMEOUT = 15_000;
const IDLE_TRANSACTION_TIMEOUT = 10_000;
const CONNECT_TIMEOUT = 5_000;

// Development reloads modules. A pool of each reload would leak ten connections, so one pool is kept across reloads.
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
  // The pool replaces a client that dies while idle. Without a listener the error would end the process.
  created.on("error", () => {});
  created.on("connect", (client) => {
    client.on("error", () => {});
  });
  return created;
}

/**
 * Statements prepared per connection; each keeps its plan in the server's memory. Filters combine into more
 * statements than this; further ones are not prepared.
 */
const MAX_PREPARED = 200;

/**
 * A drizzle query prepared once for the connection of this transaction and reused afterwards.
 * (One prepared at module level would run on the pool, outside the transaction.)
 */
export function prepareOnce<Query>(tx: Tx, name: string, build: (tx: Tx, name: string) => Query): Query {
  const prepared = Connection.of(tx)?.prepared ?? new Map<string, unknown>();
  let query = prepared.get(name) as Query | undefined;
  if (!query) {
    if (prepared.size >= MAX_PREPARED) return build(tx, "");
    query = build(tx, statementName(name));
    prepared.set(name, query);
  }
  return query;
}

/**
 * Plain SQL for what drizzle cannot express, prepared once for the connection of this transaction.
 * @returns the rows as `pg` reads them: a bigint is a string
 */
export async function queryOnce<Row extends pg.QueryResultRow>(
  tx: Tx,
  text: string,
  values: unknown[],
): Promise<Row[]> {
  const connection = Connection.of(tx);
  if (!connection) throw new Error("Plain SQL needs a transaction of withWorkspace or withRole");
  const statement = { text, values };
  const { rows } = await connection.query<Row>(
    isPrepared(connection, text) ? { name: statementName(text), ...statement } : statement,
  );
  return rows;
}

/** Whether the connection keeps the plan of this statement: those that come after `MAX_PREPARED` others are not kept. */
function isPrepared({ prepared }: Connection, text: string): boolean {
  if (!prepared.has(text) && prepared.size < MAX_PREPARED) prepared.set(text, text);
  return prepared.has(text);
}

const dialect = new PgDialect();

/** The same for SQL built by drizzle. Use it only for statements whose text does not vary. */
export function executeOnce<Row extends pg.QueryResultRow>(tx: Tx, query: SQL): Promise<Row[]> {
  const { sql: text, params } = dialect.sqlToQuery(query);
  return queryOnce<Row>(tx, text, params);
}

// PostgreSQL truncates names to 63 bytes, which could give two statements the same name.
const statementName = (name: string) => createHash("sha256").update(name).digest("hex").slice(0, 40);

/**
 * Sends a statement in one packet with those that follow it, at the latest with COMMIT. Its promise need not be
 * awaited: the transaction awaits it, and fails with the statement's own error.
 */
export function unawaitedIn<Answer>(tx: Tx, statement: Promise<Answer>): Promise<Answer> {
  return Connection.of(tx)?.keep(statement) ?? statement;
}

/** Placeholders for the values of a prepared statement, named after its columns. */
export function placeholders<const Name extends string>(...names: Name[]): Record<Name, SQL> {
  // Wrapped, because a column's encoder would treat null as a value.
  const values = names.map((name) => [name, sql`${sql.placeholder(name)}`]);
  return Object.fromEntries(values) as Record<Name, SQL>;
}

/** Whether COMMIT waits for the answers of `work`, or is sent together with the statements of `work`. */
type Flights = "several" | "one";

async function transaction<Result>(
  opening: string,
  work: (tx: Tx) => Promise<Result>,
  flights: Flights = "several",
): Promise<Result> {
  const client = await pool().connect();
  const connection = Connection.of(client) ?? new Connection(client);
  let broken: Error | undefined;
  try {
    connection.begin(opening);
    // A drizzle query is sent by each call of its `then`, so a query that `work` returns is awaited only once.
    const working = work(connection.tx).then((result) => result);
    if (flights === "several") await working;
    const committed = connection.commit();
    // The error of a statement of `work` is thrown first, because it is the cause of the others.
    committed.catch(() => {});
    const result = await working;
    await committed;
    return result;
  } catch (error) {
    const cause = await connection.rollback().catch((failure: Error) => {
      broken = failure;
    });
    throw cause ?? error;
  } finally {
    client.release(broken);
  }
}

/**
 * The only access to a tenant's rows: one transaction as `leadline_app`, inside one workspace. Rolls back when `work`
 * throws.
 * @throws TransactionAborted when `work` catches the error of a failed statement
 */
export function withWorkspace<Result>(
  scope: { workspaceId: number },
  work: (tx: Tx) => Promise<Result>,
  role: Extract<SystemRole, "leadline_app" | "leadline_retention"> = "leadline_app",
): Promise<Result> {
  return transaction(workspaceOpening(scope, role, "READ WRITE"), work);
}

/**
 * The same, read-only.
 * @param statementTimeout milliseconds allowed for one statement
 */
export function readWorkspace<Result>(
  scope: { workspaceId: number },
  work: (tx: Tx) => Promise<Result>,
  statementTimeout?: number,
): Promise<Result> {
  return transaction(workspaceOpening(scope, "leadline_app", "READ ONLY", statementTimeout), work);
}

/** A simple query with several statements is one message. Its only variables are checked integers. */
function workspaceOpening(
  scope: { workspaceId: number },
  role: SystemRole,
  mode: string,
  statementTimeout = STATEMENT_TIMEOUT,
): string {
  const id = Number.isSafeInteger(scope.workspaceId) ? scope.workspaceId : Number.NaN;
  const timeout =
    statementTimeout === STATEMENT_TIMEOUT
      ? ""
      : `; SET LOCAL statement_timeout = ${Math.trunc(statementTimeout)}`;
  return `BEGIN ${mode}; SET LOCAL ROLE ${role}; SET LOCAL app.workspace_id = '${id}'${timeout}`;
}

/**
 * The same, read-only, for a `work` that sends all its statements before it awaits an answer: they are one packet with
 * BEGIN and COMMIT.
 * @throws TransactionOver for a statement sent later
 */
export function readWorkspaceAtOnce<Result>(
  scope: { workspaceId: number },
  work: (tx: Tx) => Promise<Result>,
  statementTimeout?: number,
): Promise<Result> {
  return transaction(workspaceOpening(scope, "leadline_app", "READ ONLY", statementTimeout), work, "one");
}

/** A transaction outside of any workspace: for sign-in, the change feed and cleanup jobs. */
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

/** @throws the error that makes the database unavailable */
export async function assertDatabaseAnswers(): Promise<void> {
  await withRole("leadline_jobs", (tx) => tx.execute("select 1"));
}
