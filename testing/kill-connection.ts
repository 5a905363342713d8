import { sql } from "drizzle-orm";
import pg from "pg";
import type { Tx } from "#db/client.ts";

/**
 * Ends the connection of a transaction, as a crash of the server would. The owner does it over another connection,
 * because the tenants' role may not.
 * @throws what the next query of the transaction throws
 */
export async function killConnection(tx: Tx): Promise<never> {
  const { rows } = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
  const killer = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await killer.connect();
  await killer.query("select pg_terminate_backend($1)", [rows[0]?.pid]);
  await killer.end();
  await tx.execute(sql`select 1`);
  throw new Error("The connection outlived its end");
}
