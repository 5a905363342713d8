import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import pg from "pg";
import { closePool } from "#db/client.ts";
import { closeListener } from "#db/listen.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { jobCtx } from "#lib/auth/ctx.ts";
import { leadBoard, saleBoard } from "#lib/board/queries.ts";
import { clock, DAY } from "#lib/core/clock.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { read } from "#lib/core/transact.ts";
import { rollUpCounters } from "#lib/counters/roll-up-counters.ts";
import { dashboard } from "#lib/dashboard/queries.ts";
import { conversionFunnel } from "#lib/funnel/queries.ts";
import { listLeads } from "#lib/leads/queries.ts";
import { search } from "#lib/search/queries.ts";
import { createWorkspace, listWorkspaces } from "#lib/settings/create-workspace.ts";
import { openDatabase } from "../scripts/runtime.ts";
import { databaseTimes, statementsOf } from "./database-time.ts";
import { fillWithLeads, SEARCHED } from "./scale-data.ts";
import { compareMoves, recountAfterChanges } from "./scale-moves.ts";

// What a workspace with a million leads costs the database beside one with ten thousand.
// --leads N: another number than a million. --data FOLDER: keeps the data there, and uses what is there.

const { values: options } = parseArgs({
  options: {
    leads: { type: "string", default: "1000000" },
    data: { type: "string" },
    rounds: { type: "string", default: "50" },
  },
});
const SIZES = [10_000, Number(options.leads)];
const ROUNDS = Number(options.rounds);

type Figure = {
  name: string;
  limit?: number;
  of: (ctx: Ctx, count: number) => Promise<unknown>;
  only?: RegExp;
};

const monthAgo = () => new Date(clock.now().getTime() - 30 * DAY).toISOString();
const CARDS = / limit \$/;
const COUNTS = /^(?!.* limit \$)/s;

const FIGURES: Figure[] = [
  {
    name: "leads board: first cards",
    limit: 5,
    of: (ctx) => read(ctx, (tx) => leadBoard(tx, ctx, {})),
    only: CARDS,
  },
  {
    name: "leads board: counts",
    limit: 5,
    of: (ctx) => read(ctx, (tx) => leadBoard(tx, ctx, {})),
    only: COUNTS,
  },
  {
    name: "sales board: first cards",
    limit: 5,
    of: (ctx) => read(ctx, (tx) => saleBoard(tx, ctx, {})),
    only: CARDS,
  },
  {
    name: "sales board: counts",
    limit: 5,
    of: (ctx) => read(ctx, (tx) => saleBoard(tx, ctx, {})),
    only: COUNTS,
  },
  {
    name: "leads board of a source: counts",
    limit: 5,
    of: (ctx) => read(ctx, (tx) => leadBoard(tx, ctx, { source: "partner" })),
    only: COUNTS,
  },
  {
    name: "funnel: whole time",
    limit: 5,
    of: (ctx) => read(ctx, (tx) => conversionFunnel(tx, ctx, { mode: "cohort", from: "2000-01-01" })),
  },
  {
    name: "funnel: 30 days",
    limit: 5,
    of: (ctx) => read(ctx, (tx) => conversionFunnel(tx, ctx, { mode: "cohort", from: monthAgo() })),
  },
  {
    name: "funnel: 30 days of a source",
    limit: 5,
    of: (ctx) =>
      read(ctx, (tx) => conversionFunnel(tx, ctx, { mode: "cohort", from: monthAgo(), source: "partner" })),
  },
  {
    name: "funnel: snapshot",
    limit: 5,
    of: (ctx) => read(ctx, (tx) => conversionFunnel(tx, ctx, { mode: "snapshot" })),
  },
  { name: "dashboard totals", of: (ctx) => read(ctx, (tx) => dashboard(tx, ctx)) },
  {
    name: "search: a phone number",
    limit: 20,
    of: (ctx, count) => read(ctx, (tx) => search(tx, ctx, SEARCHED.phone(count))),
  },
  {
    name: "search: an e-mail address",
    limit: 20,
    of: (ctx, count) => read(ctx, (tx) => search(tx, ctx, SEARCHED.address(count))),
  },
  {
    name: "search: a common word",
    limit: 20,
    of: (ctx) => read(ctx, (tx) => search(tx, ctx, SEARCHED.common)),
  },
  {
    name: "list with q: a common word",
    limit: 20,
    of: (ctx) => read(ctx, (tx) => listLeads(tx, ctx, { q: SEARCHED.common }, { limit: 50 })),
  },
];

async function onOwnConnection(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  await client.query(statement);
  await client.end();
}

const seconds = (began: number) => Math.round((performance.now() - began) / 1000);

async function filledWorkspaces(): Promise<Ctx[]> {
  const existing = await listWorkspaces();
  const filled: Ctx[] = [];
  for (const count of SIZES) {
    const name = `${count} leads`;
    const found = existing.find((workspace) => workspace.name === name);
    if (found) filled.push(jobCtx(found.id, "Bench"));
    else {
      const began = performance.now();
      const ctx = await createWorkspace(name);
      await fillWithLeads(ctx, count);
      filled.push(ctx);
      console.log(`${name} made in ${seconds(began)} s`);
    }
  }
  const began = performance.now();
  let addedUp = 0;
  for (const { workspaceId } of filled) addedUp += await rollUpCounters(workspaceId);
  if (addedUp > 0) console.log(`${addedUp} deltas added up in ${seconds(began)} s`);
  await onOwnConnection("VACUUM ANALYZE");
  return filled;
}

const quantile = (times: number[], share: number) =>
  times.toSorted((one, other) => one - other)[Math.floor((times.length - 1) * share)] ?? Number.NaN;

async function measure(
  ctx: Ctx,
  count: number,
  figure: Figure,
): Promise<{ median: number; p95: number; processor: number }> {
  const sent = await statementsOf(() =>
    figure.of(ctx, count).catch((error: Error) => console.log(`${figure.name}: ${error.message}`)),
  );
  const statements = sent.filter(({ text }) => !figure.only || figure.only.test(text));
  const { times, processor } = await databaseTimes(ctx.workspaceId, statements, ROUNDS);
  return { median: quantile(times, 0.5), p95: quantile(times, 0.95), processor };
}

const ms = (time: number) => Number(time.toFixed(2));

async function main(databasePid: number): Promise<void> {
  const workspaces = await filledWorkspaces();
  const table: Record<string, Record<string, number | string>> = {};
  for (const figure of FIGURES) {
    const [small, large] = [
      await measure(workspaces[0] as Ctx, SIZES[0] ?? 0, figure),
      await measure(workspaces[1] as Ctx, SIZES[1] ?? 0, figure),
    ];
    table[figure.name] = {
      [`${SIZES[0]}: median ms`]: ms(small.median),
      "p95 ms": ms(small.p95),
      "processor ms": ms(small.processor),
      [`${SIZES[1]}: median ms`]: ms(large.median),
      "p95 ms ": ms(large.p95),
      "processor ms ": ms(large.processor),
      ratio: ms(large.median / small.median),
      asked: figure.limit ? `${figure.limit} ms` : "",
    };
  }
  console.table(table);
  const owner = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await owner.connect();
  try {
    await recountAfterChanges(workspaces[0] as Ctx, owner);
    await compareMoves(workspaces[0] as Ctx, owner, databasePid);
  } finally {
    await owner.end();
  }
}

const kept = options.data;
const folder = kept ?? mkdtempSync(join(tmpdir(), "leadline-scale-"));
mkdirSync(folder, { recursive: true });
// The database's system user must be able to reach it.
chmodSync(folder, 0o755);
delete process.env.DATABASE_URL;
process.env.LEADLINE_DATA_DIR = folder;
process.env.LOG_LEVEL ??= "warn";
const { embedded, dataFolder } = await openDatabase();
try {
  await migrateDatabase(process.env.DATABASE_URL ?? "");
  const [pid] = readFileSync(join(embedded?.folder ?? "", "postmaster.pid"), "utf8").split("\n");
  await main(Number(pid));
} finally {
  await closeListener();
  await closePool();
  await embedded?.stop();
  if (!kept) for (const path of [dataFolder, folder]) rmSync(path, { recursive: true, force: true });
}
