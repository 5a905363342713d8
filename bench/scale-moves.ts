import { setTimeout as pause } from "node:timers/promises";
import { sql } from "drizzle-orm";
import type pg from "pg";
import { withWorkspace } from "#db/client.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { read } from "#lib/core/transact.ts";
import { compareCounters } from "#lib/pipeline/counters/compare-counters.ts";
import { rollUpCounters } from "#lib/pipeline/counters/roll-up-counters.ts";
import { moveLead } from "#lib/pipeline/leads/move-lead.ts";
import { changeAtRandom } from "#testing/random-moves.ts";
import { cpuOf } from "./cpu.ts";

const CLIENTS = 4;
const LEADS_PER_ROUND = 150;
const MOVES_PER_LEAD = 2;
/** Many short rounds in turns, so that other work on the machine slows both rounds of a pair. */
const ROUNDS = 24;
/** Rounds that are not measured, because each connection makes new plans after a change of the table. */
const LEADS_TO_WARM_UP = 30;
const CHANGES = 10_000;
/** Milliseconds. */
const BETWEEN_KILLS = 200;
const BETWEEN_ROLL_UPS = 1_000;

type Round = { milliseconds: number; databaseCpu: number };

const TRIGGERS = ["note_stage", "count_inserted", "count_updated", "count_deleted"];
const turnTriggers = (how: "ENABLE" | "DISABLE") =>
  `ALTER TABLE leads ${TRIGGERS.map((trigger) => `${how} TRIGGER ${trigger}`).join(", ")}`;
const WITHOUT_COUNTERS = [turnTriggers("DISABLE"), "DROP INDEX leads_stage_age"];
const WITH_COUNTERS = [
  turnTriggers("ENABLE"),
  "CREATE INDEX leads_stage_age ON leads (stage, workspace_id, stage_changed_at, source_id, owner_id)",
];

async function newLeads(ctx: Ctx, count: number): Promise<number[]> {
  const { rows } = await withWorkspace(ctx, (tx) =>
    tx.execute<{ id: string }>(sql`
      insert into leads (workspace_id, source_id, rank) select ${ctx.workspaceId}, (select min(id) from sources), 'a0'
      from generate_series(1, ${count}) returning id`),
  );
  return rows.map(({ id }) => Number(id));
}

async function moveAll(ctx: Ctx, ids: number[]): Promise<void> {
  await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      for (let id = ids.pop(); id !== undefined; id = ids.pop()) {
        await moveLead(ctx, id, { stage: "contacted" });
        await moveLead(ctx, id, { stage: "qualified" });
      }
    }),
  );
}

async function timeMoves(ctx: Ctx, databasePid: number): Promise<Round> {
  await moveAll(ctx, await newLeads(ctx, LEADS_TO_WARM_UP));
  const ids = await newLeads(ctx, LEADS_PER_ROUND);
  const moves = ids.length * MOVES_PER_LEAD;
  const cpu = cpuOf(databasePid);
  const began = performance.now();
  await moveAll(ctx, ids);
  return {
    milliseconds: ((performance.now() - began) * CLIENTS) / moves,
    databaseCpu: (cpuOf(databasePid) - cpu) / moves,
  };
}

const quantile = (values: number[], share: number) =>
  values.toSorted((one, other) => one - other)[Math.floor((values.length - 1) * share)] ?? Number.NaN;

/** Medians of the rounds, and of the ratios of their pairs with the interquartile range. */
type Compared = { without: number; kept: number; ratio: number; half: [number, number] };

/**
 * The cost of a stage move with and without the triggers and the index of ages that the counters need, in turns, in a
 * workspace with planner statistics: milliseconds, and processor time of the database. The workspace's counters are
 * wrong afterwards.
 */
export async function compareMoves(
  ctx: Ctx,
  owner: pg.Client,
  databasePid: number,
): Promise<{ moves: Compared; processor: Compared }> {
  const rounds: { without: Round; kept: Round }[] = [];
  const after = async (statements: string[]) => {
    for (const statement of statements) await owner.query(statement);
    return await timeMoves(ctx, databasePid);
  };
  await timeMoves(ctx, databasePid);
  for (let round = 0; round < ROUNDS; round += 1) {
    const without = await after(WITHOUT_COUNTERS);
    rounds.push({ without, kept: await after(WITH_COUNTERS) });
  }
  const compared = (figure: (round: Round) => number): Compared => {
    const ratios = rounds.map(({ without, kept }) => figure(kept) / figure(without));
    return {
      without: quantile(
        rounds.map(({ without }) => figure(without)),
        0.5,
      ),
      kept: quantile(
        rounds.map(({ kept }) => figure(kept)),
        0.5,
      ),
      ratio: quantile(ratios, 0.5),
      half: [quantile(ratios, 0.25), quantile(ratios, 0.75)],
    };
  };
  return {
    moves: compared(({ milliseconds }) => milliseconds),
    processor: compared(({ databaseCpu }) => databaseCpu),
  };
}

/** Makes ten thousand changes by the verbs while connections are killed, and then recounts. */
export async function recountAfterChanges(
  ctx: Ctx,
  owner: pg.Client,
): Promise<{ changes: number; killed: number; cells: number; wrong: number }> {
  const ids = await withWorkspace(ctx, async (tx) => {
    const { rows } = await tx.execute<{ id: number; kind: string }>(sql`
      (select id::int, 'lead' as kind from leads where stage <> 'lost' order by id desc limit 3000) union all select id::int, 'owner' from operators`);
    return rows;
  });
  const of = (kind: string) => ids.filter((row) => row.kind === kind).map(({ id }) => id);
  const [leadIds, ownerIds] = [of("lead"), of("owner")];
  let left = CHANGES;
  let failed = 0;
  let killed = 0;
  const people = Array.from({ length: CLIENTS }, async () => {
    while (left-- > 0) {
      await changeAtRandom(ctx, leadIds, ownerIds).catch(() => {
        failed += 1;
      });
    }
  });
  const every = async (milliseconds: number, work: () => Promise<void>) => {
    while (left > 0) {
      await pause(milliseconds);
      await work();
    }
  };
  const crashes = every(BETWEEN_KILLS, async () => {
    const { rowCount } = await owner.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'leadline' AND random() < 0.3",
    );
    killed += rowCount ?? 0;
  });
  const worker = every(BETWEEN_ROLL_UPS, async () => {
    await rollUpCounters(ctx.workspaceId).catch(() => {});
  });
  await Promise.all([...people, crashes, worker]);
  const { cells, wrong, waiting } = await read(ctx, compareCounters);
  console.log(`${failed} of ${CHANGES} changes failed with their connection; ${waiting} deltas were waiting`);
  return { changes: CHANGES, killed, cells, wrong };
}
