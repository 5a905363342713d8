import pg from "pg";
import { cpuOfOne } from "./cpu.ts";

/** A statement that the domain sent. Named ones are prepared once. */
export type Statement = { name?: string | undefined; text: string; values: unknown[] };

type Plan = [{ "Planning Time": number; "Execution Time": number }];

/** Runs of a prepared statement after which the server may keep one plan for all values. */
const UNTIL_GENERIC = 6;

/** The statements that `work` sends in its transactions. */
export async function statementsOf(work: () => Promise<unknown>): Promise<Statement[]> {
  const sent: Statement[] = [];
  const { query } = pg.Client.prototype;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [config, values] = args;
    if (typeof config === "object" && config !== null && "text" in config) {
      const { name, text, values: own } = config as Statement;
      sent.push({ name, text, values: (values as unknown[] | undefined) ?? own ?? [] });
    }
    return Reflect.apply(query, this, args);
  } as typeof query;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = query;
  }
  return sent;
}

/** The recorded statements of a workspace. */
type Measured = { workspaceId: number; statements: Statement[] };

/**
 * Milliseconds that the server needs for the statements of each workspace: executing, writing the answers out, and
 * planning the statements that are not prepared. The network is not included. It measures `rounds` times, alternating
 * between the workspaces, so that other work on the machine slows all alike. It also returns the processor time of a
 * round, including planning and explaining, which other work does not change.
 */
export async function databaseTimes(
  measured: Measured[],
  rounds: number,
): Promise<{ times: number[]; processor: number }[]> {
  const sessions: { client: pg.Client; statements: Statement[]; pid: number }[] = [];
  try {
    for (const { workspaceId, statements } of measured) {
      const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
      await client.connect();
      const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
      sessions.push({ client, statements, pid: rows[0]?.pid ?? 0 });
      await client.query(`BEGIN; SET LOCAL ROLE leadline_app; SET LOCAL app.workspace_id = '${workspaceId}'`);
      for (const { name, text, values } of statements) {
        for (let run = 0; name && run < UNTIL_GENERIC; run += 1) await client.query({ name, text, values });
      }
    }
    const began = sessions.map(({ pid }) => cpuOfOne(pid));
    const times: number[][] = sessions.map(() => []);
    for (let round = 0; round < rounds; round += 1) {
      for (const [place, { client, statements }] of sessions.entries()) {
        let total = 0;
        for (const statement of statements) total += await timeOf(client, statement);
        times[place]?.push(total);
      }
    }
    return sessions.map(({ pid }, place) => ({
      times: times[place] ?? [],
      processor: (cpuOfOne(pid) - (began[place] ?? 0)) / rounds,
    }));
  } finally {
    for (const { client } of sessions) await client.end();
  }
}

async function timeOf(client: pg.Client, { name, text, values }: Statement): Promise<number> {
  const explain = "EXPLAIN (ANALYZE, TIMING OFF, BUFFERS OFF, SERIALIZE TEXT, SUMMARY, FORMAT JSON)";
  const given = values.length > 0 ? `(${values.map(literal).join(", ")})` : "";
  const { rows } = name
    ? await client.query<{ "QUERY PLAN": Plan }>(`${explain} EXECUTE "${name}"${given}`)
    : await client.query<{ "QUERY PLAN": Plan }>(`${explain} ${text}`, values);
  const [plan] = rows[0]?.["QUERY PLAN"] ?? [];
  if (!plan) throw new Error("The server told no plan");
  return plan["Execution Time"] + (name ? 0 : plan["Planning Time"]);
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return "NULL";
  return pg.escapeLiteral(Array.isArray(value) ? `{${value.join()}}` : String(value));
}
