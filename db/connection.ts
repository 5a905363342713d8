import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import type pg from "pg";

/** A database handle for one transaction. Valid until its `withWorkspace` or `withRole` ends. */
export type Tx = NodePgDatabase;

/** The server answered COMMIT with ROLLBACK: a statement failed and its error was ignored. */
export class TransactionAborted extends Error {
  constructor() {
    super("The transaction was rolled back by the database");
  }
}

/** A statement was sent after the COMMIT of its transaction. It would run in another caller's transaction. */
export class TransactionOver extends Error {
  constructor() {
    super("The transaction of this statement is over: wait for every statement inside of it");
  }
}

const connections = new WeakMap<pg.PoolClient | Tx, Connection>();

/**
 * One client of the pool and its current transaction. Answers come in the order of the statements, so the next
 * statement can be sent before the answer to the one before it.
 */
export class Connection {
  readonly tx: Tx;
  readonly prepared = new Map<string, unknown>();
  readonly client: pg.PoolClient;
  private isOpen = false;
  private isGathering = false;
  private unawaited: Promise<unknown>[] = [];

  constructor(client: pg.PoolClient) {
    this.client = client;
    // drizzle calls its logger just before it sends a statement.
    this.tx = drizzle(client, { logger: { logQuery: () => this.beforeStatement() } });
    connections.set(client, this).set(this.tx, this);
  }

  static of(owner: pg.PoolClient | Tx): Connection | undefined {
    return connections.get(owner);
  }

  begin(opening: string): void {
    this.unawaited = [];
    this.isOpen = true;
    this.send(opening);
  }

  /** @throws TransactionAborted, or the error of a failed statement that was not awaited */
  async commit(): Promise<void> {
    this.isOpen = false;
    const [committed] = await Promise.all([this.send("COMMIT"), ...this.unawaited]);
    if (committed.command === "ROLLBACK") throw new TransactionAborted();
  }

  /**
   * @returns the error of the first failed statement that was not awaited; later ones fail because of it
   * @throws when the connection is no longer usable
   */
  async rollback(): Promise<unknown> {
    this.isOpen = false;
    await this.client.query("ROLLBACK");
    const outcomes = await Promise.allSettled(this.unawaited);
    return outcomes.find((outcome) => outcome.status === "rejected")?.reason;
  }

  /** Makes the transaction await this statement and fail with it, even if the caller does not await it. */
  keep<Answer>(statement: Promise<Answer>): Promise<Answer> {
    statement.catch(() => {});
    this.unawaited.push(statement);
    return statement;
  }

  /** @throws TransactionOver */
  query<Row extends pg.QueryResultRow>(statement: pg.QueryConfig): Promise<pg.QueryResult<Row>> {
    this.beforeStatement();
    return this.client.query<Row>(statement);
  }

  private send(statement: string): Promise<pg.QueryResult> {
    this.gather();
    return this.keep(this.client.query(statement));
  }

  private beforeStatement(): void {
    if (!this.isOpen) throw new TransactionOver();
    this.gather();
  }

  /** Statements sent until the current turn of the event loop ends form one packet. */
  private gather(): void {
    if (this.isGathering) return;
    this.isGathering = true;
    const { stream } = this.client.connection;
    stream.cork();
    process.nextTick(() => {
      this.isGathering = false;
      stream.uncork();
    });
  }
}
