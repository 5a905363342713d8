import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import pg from "pg";
import { closePool } from "#db/client.ts";
import { closeListener } from "#db/listen.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { jobCtx } from "#lib/auth/ctx.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { rollUpCounters } from "#lib/pipeline/counters/roll-up-counters.ts";
import { createWorkspace, listWorkspaces } from "#lib/workspace/settings/create-workspace.ts";
import { openDatabase } from "../scripts/runtime.ts";
import { databaseTimes, type Statement, statementsOf } from "./database-time.ts";
import { fillWithLeads } from "./scale-data.ts";
import { FIGURES, type Figure } from "./scale-figures.ts";
import { compareMoves, recountAfterChanges } from "./scale-moves.ts";

// The cost of a workspace with a million leads for the database, compared with one of ten thousand. --leads N: another
// number than a million. --data FOLDER: stores the data there, or uses what is stored. --only PATTERN: measures the
// matching figures and no writes; "moves" measures only writes.

const { values: options } = parseArgs({
  options: {
    leads: { type: "string", default: "1000000" },
    data: { type: "string" },
    rounds: { type: "string", default: "50" },
    only: { type: "string", default: "" },
  },
});
const SIZES = { small: 10_000, large: Number(options.leads) };
const ROUNDS = Number(options.rounds);
const ROUNDS_OF_DRAW = 41;
/** Random-like positions without a regular distance: multiples of the root of two, so that digits do not repeat. */
const SPREAD = Math.SQRT2;
const RATIO_ASKED = 1.5;
const MOVE_RATIO_ASKED = 1.1;

async function onOwnConnection(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  await client.query(statement);
  await client.end();
}

const seconds = (began: number) => Math.round((performance.now() - began) / 1000);

async function filledWorkspace(name: string, count: number): Promise<Ctx> {
  const existing = (await listWorkspaces()).find((workspace) => workspace.name === name);
  if (existing) return jobCtx(existing.id, "Bench");
  const began = performance.now();
  const ctx = await createWorkspace(name);
  await fillWithLeads(ctx, count);
  console.log(`${name} made in ${seconds(began)} s`);
  return ctx;
}

async function sumByCurrency({ workspaceId }: Ctx): Promise<void> {
  const began = performance.now();
  const deltas = await rollUpCounters(workspaceId);
  if (deltas > 0) console.log(`${deltas} deltas added up in ${seconds(began)} s`);
}

const quantile = (times: number[], share: number) =>
  times.toSorted((one, other) => one - other)[Math.floor((times.length - 1) * share)] ?? Number.NaN;

const median = (times: number[]) => quantile(times, 0.5);

async function statementsFor(ctx: Ctx, count: number, figure: Figure, chance: number): Promise<Statement[]> {
  const sent = await statementsOf(() =>
    figure.of(ctx, count, chance).catch((error: Error) => console.log(`${figure.name}: ${error.message}`)),
  );
  return sent.filter(({ text }) => !figure.only || figure.only.test(text));
}

const ms = (time: number) => Number(time.toFixed(2));

/** The required limit, and whether it was met. */
function verdict(large: number, ratio: number, limit: number | undefined): string {
  if (limit === undefined) return "";
  const missed = [large > limit && `${limit} ms`, ratio > RATIO_ASKED && `ratio ${RATIO_ASKED}`];
  return missed.some(Boolean) ? `not met: ${missed.filter(Boolean).join(", ")}` : "met";
}

type Row = Record<string, number | string>;
type Table = Record<string, Row>;
type Workspaces = { small: Ctx; large: Ctx };
type Measured = {
  few: number;
  many: number;
  ratio: number;
  p95: number;
  processor: [few: number, many: number];
};

async function measure(
  { small, large }: Workspaces,
  figure: Figure,
  rounds: number,
  chance: number,
): Promise<Measured> {
  const of = async (ctx: Ctx, count: number) => ({
    workspaceId: ctx.workspaceId,
    statements: await statementsFor(ctx, count, figure, chance),
  });
  const [few, many] = await databaseTimes(
    [await of(small, SIZES.small), await of(large, SIZES.large)],
    rounds,
  );
  if (!few || !many) throw new Error("Nothing was measured");
  return {
    few: median(few.times),
    many: median(many.times),
    // The ratio of each round, because other work on the machine slows both of its reads alike.
    ratio: median(many.times.map((time, round) => time / (few.times[round] ?? Number.NaN))),
    p95: quantile(many.times, 0.95),
    processor: [few.processor, many.processor],
  };
}

function rowOf({ few, many, ratio, p95, processor }: Measured, limit: number | undefined): Row {
  return {
    [SIZES.small]: ms(few),
    [SIZES.large]: ms(many),
    p95: ms(p95),
    processor: processor.map(ms).join(", "),
    asked: limit === undefined ? "" : `${limit} ms`,
    ratio: ms(ratio),
    "ratio asked": limit === undefined ? "" : RATIO_ASKED,
    "": verdict(many, ratio, limit),
  };
}

/** Random leads, each read a few times: the median and the worst of all. */
async function measureDraws(table: Table, both: Workspaces, figure: Figure, draws: number): Promise<void> {
  const measured: Measured[] = [];
  for (let draw = 1; draw <= draws; draw += 1) {
    measured.push(await measure(both, figure, ROUNDS_OF_DRAW, (draw * SPREAD) % 1));
  }
  for (const [which, share] of [
    ["median", 0.5],
    ["worst", 1],
  ] as const) {
    const of = (value: (one: Measured) => number) => quantile(measured.map(value), share);
    table[`${figure.name}, ${which} of ${draws}`] = rowOf(
      {
        few: of(({ few }) => few),
        ratio: of(({ ratio }) => ratio),
        many: of(({ many }) => many),
        p95: of(({ p95 }) => p95),
        processor: [of(({ processor: [few] }) => few), of(({ processor: [, many] }) => many)],
      },
      figure.limit,
    );
  }
}

async function measureReads(table: Table, both: Workspaces): Promise<void> {
  for (const figure of FIGURES.filter(({ name }) => new RegExp(options.only).test(name))) {
    if (figure.draws) await measureDraws(table, both, figure, figure.draws);
    else table[figure.name] = rowOf(await measure(both, figure, ROUNDS, 0), figure.limit);
  }
}

/** Moves and recount, in a separate workspace, because its counters are wrong afterwards. */
async function measureWrites(table: Table, databasePid: number): Promise<void> {
  const ctx = await filledWorkspace(`Moves ${Date.now()}`, SIZES.small);
  await sumByCurrency(ctx);
  const owner = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await owner.connect();
  try {
    await owner.query("ANALYZE");
    const { changes, killed, cells, wrong } = await recountAfterChanges(ctx, owner);
    table[`counters of ${cells} that differ after ${changes} changes, ${killed} kills`] = {
      [SIZES.small]: wrong,
      asked: 0,
      "": wrong === 0 ? "met" : "not met",
    };
    const { moves, processor } = await compareMoves(ctx, owner, databasePid);
    const row = ({ without, kept, ratio, half }: typeof moves) => ({
      [SIZES.small]: `${ms(without)}, ${ms(kept)}`,
      ratio: `${ms(ratio)} (${half.map(ms).join(" to ")})`,
    });
    table["stage move at 4 clients: without counters, with"] = {
      ...row(moves),
      "ratio asked": MOVE_RATIO_ASKED,
      "": moves.ratio <= MOVE_RATIO_ASKED ? "met" : "not met",
    };
    table["of it the database's processor"] = row(processor);
  } finally {
    await owner.end();
  }
}

async function main(databasePid: number): Promise<void> {
  const small = await filledWorkspace(`${SIZES.small} leads`, SIZES.small);
  const large = await filledWorkspace(`${SIZES.large} leads`, SIZES.large);
  for (const ctx of [small, large]) await sumByCurrency(ctx);
  await onOwnConnection("VACUUM ANALYZE");
  const table: Table = {};
  await measureReads(table, { small, large });
  if (["", "moves"].includes(options.only)) await measureWrites(table, databasePid);
  console.log(
    "Milliseconds in the database, medians; p95 of the larger workspace, processor time of both with planning and explaining",
  );
  console.table(table);
}

const kept = options.data;
const folder = kept ?? mkdtempSync(join(tmpdir(), "leadline-scale-"));
mkdirSync(folder, { recursive: true });
// The database's system user must be able to reach the folder.
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
