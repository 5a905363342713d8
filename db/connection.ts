import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import type pg from "pg";

/** A transaction's view of the database. Holds until its `withWorkspace` or `withRole` ends. */
export type Tx = NodePgDatabase;

/** The server answered COMMIT with ROLLBACK: something inside failed and was not noticed. */
export class TransactionAborted extends Error {
  constructor() {
    super("The transaction was rolled back by the database");
  }
}

/** A statement came after the COMMIT of its transaction, where it would run in somebody else's. */
export class TransactionOver extends Error {
  constructor() {
    super("The transaction of this statement is over: wait for every statement inside of it");
  }
}

const connections = new WeakMap<pg.PoolClient | Tx, Connection>();

/**
 * One client of the pool and the transaction that it is in. Answers come in the order of the
 * statements, so that nothing needs to be waited for before the next statement is sent.
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
    // drizzle tells its logger of every statement just before it sends it.
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

  /** @throws TransactionAborted, or what made a statement fail that nobody waited for */
  async commit(): Promise<void> {
    this.isOpen = false;
    const [committed] = await Promise.all([this.send("COMMIT"), ...this.unawaited]);
    if (committed.command === "ROLLBACK") throw new TransactionAborted();
  }

  /**
   * @returns the first failure among the statements that nobody waited for: those after it fail
   * because of it
   * @throws when the connection is not usable any more
   */
  async rollback(): Promise<unknown> {
    this.isOpen = false;
    await this.client.query("ROLLBACK");
    const outcomes = await Promise.allSettled(this.unawaited);
    return outcomes.find((outcome) => outcome.status === "rejected")?.reason;
  }

  /** Lets the transaction wait for this statement, and fail with it, whether its caller does or not. */
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

  /** What is sent until the current turn of the event loop ends travels as one packet. */
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
