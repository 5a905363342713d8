import { setTimeout as pause } from "node:timers/promises";
import { sql } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closePool, withWorkspace } from "#db/client.ts";
import { databaseUrl } from "#db/config.ts";
import { operatorOf } from "#lib/auth/visible.ts";
import { updateSource } from "#lib/conversations/staffing/update-source.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import type { Money } from "#lib/core/currencies.ts";
import { read } from "#lib/core/transact.ts";
import { dashboard } from "#lib/insight/dashboard/queries.ts";
import { leadBoard, saleBoard } from "#lib/pipeline/board/queries.ts";
import { assignLead } from "#lib/pipeline/leads/assign-lead.ts";
import { findSourceId } from "#lib/workspace/sources/queries.ts";
import { createDepartment } from "#lib/workspace/team/create-department.ts";
import { changeAtRandom } from "#testing/random-moves.ts";
import { scatteredLeads } from "#testing/scattered-leads.ts";
import { newUser, type TestWorkspace } from "#testing/workspace.ts";
import { compareCounters } from "./compare-counters.ts";
import { deleteEmptyCounters, rollUpCounters } from "./roll-up-counters.ts";

const CHANGES = 600;
const AT_ONCE = 8;
/** Milliseconds. */
const BETWEEN_KILLS = 150;
const BETWEEN_ROLL_UPS = 100;

/** Only the backends of this file's pool are killed: other tests run beside it. */
const VICTIMS = `counters-${process.pid}`;

let killer: pg.Client;
let workspace: TestWorkspace;
let leadIds: number[];
let ownerIds: number[];

beforeAll(async () => {
  killer = new pg.Client({ connectionString: databaseUrl() });
  await killer.connect();
  ({ workspace, leadIds, ownerIds } = await scatteredLeads(300));
});
afterAll(() => killer.end());

const comparison = () => read(workspace.manager, compareCounters);

test("counters equal a recount after random changes by several people, with killed connections and two workers", async () => {
  await closePool();
  const url = new URL(databaseUrl());
  url.searchParams.set("application_name", VICTIMS);
  process.env.DATABASE_URL = url.href;
  let left = CHANGES;
  let failed = 0;
  const isWorking = () => left > 0;
  const people = Array.from({ length: AT_ONCE }, async () => {
    for (; isWorking(); left -= 1) {
      await changeAtRandom(workspace.manager, leadIds, ownerIds).catch(() => {
        failed += 1;
      });
    }
  });
  const workers = [1, 2].map(async () => {
    while (isWorking()) {
      await rollUpCounters(workspace.workspaceId).catch(() => {});
      await pause(BETWEEN_ROLL_UPS);
    }
  });
  let killed = 0;
  const killing = (async () => {
    while (isWorking()) {
      await pause(BETWEEN_KILLS);
      const { rowCount } = await killer.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1 and random() < 0.3",
        [VICTIMS],
      );
      killed += rowCount ?? 0;
    }
  })();
  await Promise.all([...people, ...workers, killing]);
  await closePool();
  expect(killed).toBeGreaterThan(5);
  expect(failed).toBeLessThan(CHANGES / 2);
  expect(await comparison()).toMatchObject({ wrong: 0 });
  await rollUpCounters(workspace.workspaceId);
  await deleteEmptyCounters(workspace.workspaceId);
  const compared = await comparison();
  expect(compared).toMatchObject({ wrong: 0, waiting: 0 });
  expect(compared.cells).toBeGreaterThan(100);
}, 120_000);

type Totals = {
  stage: string;
  count: number;
  amount: number | null;
  amounts: Money[];
  medianAgeHours: number | null;
};

const totals = (columns: Totals[]) =>
  columns.map(({ stage, count, amount, amounts, medianAgeHours }) => [
    stage,
    count,
    amount,
    amounts,
    medianAgeHours?.toFixed(6),
  ]);

test("reads from the counters equal the rows", async () => {
  const { manager, job } = workspace;
  // An operator who owns everything and whose figures do not come from the counters.
  const boards = await read(manager, async (tx) => ({
    counted: [await leadBoard(tx, manager, {}), await leadBoard(tx, manager, { source: "partner" })],
    // A filter that matches everything, so that it is counted from the rows.
    byHand: [
      await leadBoard(tx, manager, { min_score: 0 }),
      await leadBoard(tx, manager, { min_score: 0, source: "partner" }),
    ],
    ofOwner: [await saleBoard(tx, job, {}), await saleBoard(tx, job, { owner_id: ownerIds[0] })],
    ofOwnerByHand: [
      await saleBoard(tx, job, { created_from: "2000-01-01" }),
      await saleBoard(tx, job, { created_from: "2000-01-01", owner_id: ownerIds[0] }),
    ],
  }));
  expect(boards.counted.map(totals)).toEqual(boards.byHand.map(totals));
  expect(boards.ofOwner.map(totals)).toEqual(boards.ofOwnerByHand.map(totals));
});

test("an operator's columns count their own leads, their queue, and leads that they answer now", async () => {
  const { manager, job, workspaceId } = workspace;
  const { id: departmentId } = await createDepartment(manager, { name: "Sales" });
  const scanner = await read(manager, (tx) => findSourceId(tx, "scanner"));
  await updateSource(manager, scanner, { department_id: departmentId });
  const operator = await newUser(job, "operator");
  const { operatorId } = operatorOf(operator);
  const colleague: Ctx = { ...operator, actor: { ...operator.actor, departmentId } as Ctx["actor"] };
  for (const [place, id] of leadIds.slice(0, 120).entries())
    await assignLead(manager, id, { operator_id: [operatorId, null, ownerIds[0]][place % 3] ?? null });
  const others = leadIds.filter((_, place) => place < 120 && place % 3 === 2).slice(0, 9);
  await withWorkspace({ workspaceId }, (tx) =>
    tx.execute(sql`
      insert into appeals (workspace_id, lead_id, source_id, operator_id, status, assigned_at)
      select workspace_id, id, source_id, ${operatorId}, 'active', now() from leads where id = any(${sql.param(others)}::bigint[])`),
  );
  const seen = new Set<string>();
  for (const isAddedUp of [false, true]) {
    if (isAddedUp) await rollUpCounters(workspaceId);
    for (const who of [operator, colleague]) {
      const [counted, byHand] = await read(who, async (tx) => [
        [
          await leadBoard(tx, who, {}),
          await leadBoard(tx, who, { source: "scanner" }),
          await saleBoard(tx, who, {}),
        ].map(totals),
        // A filter that matches everything, so that it is counted from the rows.
        [
          await leadBoard(tx, who, { min_score: 0 }),
          await leadBoard(tx, who, { min_score: 0, source: "scanner" }),
          await saleBoard(tx, who, { created_from: "2000-01-01" }),
        ].map(totals),
      ]);
      expect(counted).toEqual(byHand);
      seen.add(JSON.stringify(counted?.map((columns) => columns.map(([, count]) => count))));
    }
  }
  // The department's queue changes the counts; the roll-up does not.
  expect(seen.size).toBe(2);
});

test("the dashboard's figures equal those of a person who is counted from the rows", async () => {
  const { manager, job } = workspace;
  const operator = await newUser(job, "operator");
  const { rows } = await read(manager, (tx) =>
    tx.execute<{ count: number; score: number | null }>(
      sql`select count(*)::int as count, avg(ai_score) as score from leads`,
    ),
  );
  const state = await read(manager, (tx) => dashboard(tx, manager));
  expect(state.leads.total).toBe(rows[0]?.count);
  expect(state.leads.average_score).toBeCloseTo(rows[0]?.score ?? 0, 9);
  expect((await read(operator, (tx) => dashboard(tx, operator))).leads.total).toBeLessThan(state.leads.total);
});

test("deleted leads and their sales are no longer counted", async () => {
  const { workspaceId } = workspace;
  await withWorkspace(
    { workspaceId },
    async (tx) => {
      await tx.execute(sql`delete from leads where id % 2 = 0`);
    },
    "leadline_retention",
  );
  expect(await comparison()).toMatchObject({ wrong: 0 });
  await withWorkspace(
    { workspaceId },
    async (tx) => void (await tx.execute(sql`delete from leads`)),
    "leadline_retention",
  );
  await rollUpCounters(workspaceId);
  await deleteEmptyCounters(workspaceId);
  expect(await comparison()).toEqual({ cells: 0, wrong: 0, waiting: 0 });
});
