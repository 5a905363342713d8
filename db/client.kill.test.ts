import { setTimeout as pause } from "node:timers/promises";
import { sql } from "drizzle-orm";
import pg from "pg";
import { afterAll, expect, test } from "vitest";
import type { Ctx } from "#lib/core/ctx.ts";
import { Unavailable } from "#lib/core/errors.ts";
import { parseJson } from "#lib/core/json-rows.ts";
import { read, readAtOnce } from "#lib/core/transact.ts";
import { toAppError } from "#lib/http/problem.ts";
import { createLead } from "#lib/pipeline/leads/create-lead.ts";
import { listLeads } from "#lib/pipeline/leads/list-leads.ts";
import { moveLead } from "#lib/pipeline/leads/move-lead.ts";
import { createWorkspace } from "#lib/workspace/settings/create-workspace.ts";
import { closePool, poolState, withWorkspace } from "./client.ts";
import { databaseUrl } from "./config.ts";

/*
 * Backends are killed at random under concurrent load. This fails when the opening leaves app.workspace_id or BEGIN
 * out, when a failed transaction is not rolled back, and when an event is written in a transaction of its own.
 */
const KILLS = 300;
const WORKERS = 40;
const WORKSPACES = 20;
/** Milliseconds. */
const BETWEEN_KILLS = 50;
const HUNG_AFTER = 5_000;

/** Only the backends of this file's pool are killed: other tests run beside it. */
const VICTIMS = `kill-test-${process.pid}`;

type Tally = { ctx: Ctx; made: number; perhapsMade: number };
type Findings = { foreign: number; hung: number; unexpected: unknown[]; answered: number; lost: number };

const uncaught: unknown[] = [];
const onUncaught = (error: unknown) => uncaught.push(error);
process.on("uncaughtException", onUncaught).on("unhandledRejection", onUncaught);
afterAll(() => {
  process.off("uncaughtException", onUncaught).off("unhandledRejection", onUncaught);
});

const random = (below: number) => Math.floor(Math.random() * below);

/** The operations of a worker in a workspace. Each returns whether it saw data of another workspace. */
const TASKS: ((tally: Tally) => Promise<boolean>)[] = [
  async ({ ctx }) => {
    const { json } = await readAtOnce(ctx, (tx) => listLeads(tx, ctx, {}, { limit: 50 }));
    return parseJson(json).some((lead) => lead.name !== nameIn(ctx));
  },
  async ({ ctx }) =>
    read(ctx, async (tx) => {
      const query = sql`select workspace_id::int as id from leads union select workspace_id::int from events`;
      const first = await tx.execute<{ id: number }>(query);
      const second = await tx.execute<{ id: number }>(query);
      return [...first.rows, ...second.rows].some((row) => row.id !== ctx.workspaceId);
    }),
  async (tally) => {
    const { ctx } = tally;
    tally.perhapsMade += 1;
    const lead = await createLead(ctx, { source: "partner", name: nameIn(ctx) });
    tally.made += 1;
    if (random(2) === 0) await moveLead(ctx, lead.id, { stage: "contacted" });
    return false;
  },
  async ({ ctx }) => {
    const changing = withWorkspace(ctx, async (tx) => {
      await tx.execute(sql`update sources set name = 'Ghost' where code = 'manual'`);
      throw new ChangeOfMind();
    });
    await changing.catch((error) => {
      if (!(error instanceof ChangeOfMind)) throw error;
    });
    return false;
  },
];

/** Thrown on purpose after a write, which must be rolled back. */
class ChangeOfMind extends Error {}

const nameIn = (ctx: Ctx) => `Of workspace ${ctx.workspaceId}`;

async function work(tallies: Tally[], findings: Findings, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const tally = tallies[random(tallies.length)];
    const task = TASKS[random(TASKS.length)];
    if (!tally || !task) throw new Error("Nothing to do");
    const started = performance.now();
    try {
      if (await task(tally)) findings.foreign += 1;
      findings.answered += 1;
    } catch (error) {
      if (toAppError(error, "kill-test") instanceof Unavailable) findings.lost += 1;
      else findings.unexpected.push(error);
    }
    if (performance.now() - started > HUNG_AFTER) findings.hung += 1;
  }
}

/** Kills one backend of the pool at a time, at any point of its work. */
async function killBackends(killer: pg.Client): Promise<number> {
  let killed = 0;
  while (killed < KILLS) {
    const { rowCount } = await killer.query(
      `select from (select pid from pg_stat_activity where application_name = $1 order by random() limit 1) victim
       where pg_terminate_backend(pid)`,
      [VICTIMS],
    );
    killed += rowCount ?? 0;
    await pause(random(BETWEEN_KILLS * 2));
  }
  return killed;
}

/** The final state of the database: leads, the events of their creation, and rolled-back writes. */
async function countMade(ctx: Ctx) {
  const { rows } = await withWorkspace(ctx, (tx) =>
    tx.execute<{ leads: number; events: number; ghosts: number }>(
      sql`select (select count(*)::int from leads) as leads,
        (select count(*)::int from events where type = 'lead.created') as events,
        (select count(*)::int from sources where name = 'Ghost') as ghosts`,
    ),
  );
  return rows[0] ?? { leads: -1, events: -2, ghosts: -1 };
}

test(`${KILLS} killed backends under ${WORKERS} workers of ${WORKSPACES} workspaces`, async () => {
  const killer = new pg.Client({ connectionString: databaseUrl() });
  await killer.connect();
  await closePool();
  const url = new URL(databaseUrl());
  url.searchParams.set("application_name", VICTIMS);
  process.env.DATABASE_URL = url.href;

  const tallies: Tally[] = [];
  for (let made = 0; made < WORKSPACES; made += 1) {
    tallies.push({ ctx: await createWorkspace(`Kill ${made}`), made: 0, perhapsMade: 0 });
  }
  const findings: Findings = { foreign: 0, hung: 0, unexpected: [], answered: 0, lost: 0 };
  let isOver = false;
  const workers = Array.from({ length: WORKERS }, () => work(tallies, findings, () => isOver));
  const killed = await killBackends(killer);
  isOver = true;
  const end = Promise.all(workers).then(() => "all ended");
  expect(await Promise.race([end, pause(HUNG_AFTER, "some hang")])).toBe("all ended");

  expect(killed).toBe(KILLS);
  expect(findings).toMatchObject({ foreign: 0, hung: 0, unexpected: [] });
  expect(findings.lost).toBeGreaterThan(KILLS / 10);
  expect(findings.answered).toBeGreaterThan(KILLS);
  expect(uncaught).toEqual([]);
  for (const { ctx, made, perhapsMade } of tallies) {
    const count = await countMade(ctx);
    expect(count).toMatchObject({ events: count.leads, ghosts: 0 });
    expect(count.leads).toBeGreaterThanOrEqual(made);
    expect(count.leads).toBeLessThanOrEqual(perhapsMade);
  }
  const [first] = tallies;
  await Promise.all(Array.from({ length: WORKERS }, () => first && countMade(first.ctx)));
  const { total, idle, waiting } = poolState();
  expect({ idle, waiting }).toEqual({ idle: total, waiting: 0 });
  await killer.end();
}, 60_000);
