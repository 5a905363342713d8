import { randomUUID } from "node:crypto";
import { count, eq, sql } from "drizzle-orm";
import pg from "pg";
import { afterEach, expect, test, vi } from "vitest";
import { idempotencyKeys } from "#db/schema/idempotency-keys.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { read, transact } from "#lib/core/transact.ts";
import { newWorkspace } from "#testing/workspace.ts";
import { type Job, jobs, type WorkspaceJob } from "./registry.ts";
import { startJobs } from "./start-jobs.ts";

const HOUR = 3600;
const WITHIN = { timeout: 15_000, interval: 50 };

const running: { stop: () => Promise<void> }[] = [];
const work = async (...jobs: Job[]) => running.push(await startJobs(jobs));
afterEach(() => Promise.all(running.splice(0).map(({ stop }) => stop())));

/** A job that records its runs. */
function noted(everySeconds: number, run: (ctx: Ctx) => Promise<unknown> = async () => {}) {
  const runs: { workspaceId: number; at: number }[] = [];
  const job: WorkspaceJob = {
    name: `test-${randomUUID()}`,
    everySeconds,
    run: (ctx) => {
      runs.push({ workspaceId: ctx.workspaceId, at: Date.now() });
      return run(ctx);
    },
  };
  return { job, runsOf: (workspaceId: number) => runs.filter((one) => one.workspaceId === workspaceId) };
}

test("a job runs for every workspace, as its own actor with the rights of an admin", async () => {
  const workspaces = [await newWorkspace(), await newWorkspace()];
  const seen: Ctx[] = [];
  const { job, runsOf } = noted(HOUR, async (ctx) => seen.push(ctx));
  await work(job);
  await vi.waitFor(() => {
    for (const { workspaceId } of workspaces) expect(runsOf(workspaceId)).toHaveLength(1);
  }, WITHIN);
  for (const ctx of seen)
    expect(ctx).toMatchObject({ role: "admin", actor: { kind: "job", name: job.name } });
});

test("a workspace created while the worker runs is included from the next interval on", async () => {
  const { job, runsOf } = noted(1);
  await work(job);
  const { workspaceId } = await newWorkspace();
  await vi.waitFor(() => expect(runsOf(workspaceId).length).toBeGreaterThan(0), WITHIN);
});

test("a job with a list of workspaces runs for these only", async () => {
  const [busy, idle] = [await newWorkspace(), await newWorkspace()];
  const { job, runsOf } = noted(1);
  await work({ ...job, workspaces: async () => [{ id: busy.workspaceId }] });
  await vi.waitFor(() => expect(runsOf(busy.workspaceId).length).toBeGreaterThan(1), WITHIN);
  expect(runsOf(idle.workspaceId)).toEqual([]);
});

test("a job of the installation runs once for any number of workspaces and workers", async () => {
  await Promise.all([newWorkspace(), newWorkspace()]);
  let runs = 0;
  const job: Job = {
    name: `test-${randomUUID()}`,
    everySeconds: HOUR,
    scope: "installation",
    run: async () => {
      runs += 1;
    },
  };
  await Promise.all([work(job), work(job)]);
  await vi.waitFor(() => expect(runs).toBeGreaterThan(0), WITHIN);
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  expect(runs).toBe(1);
});

test("jobs that read the rows of all workspaces are jobs of the installation", () => {
  expect(jobs.filter(({ scope }) => scope === "installation").map(({ name }) => name)).toEqual([
    "forget-old-attempts",
    "reseal-second-factors",
  ]);
});

test("three workers run a job once in an interval", async () => {
  const { workspaceId } = await newWorkspace();
  const { job, runsOf } = noted(2);
  await Promise.all([work(job), work(job), work(job)]);
  const began = Date.now();
  await vi.waitFor(() => expect(runsOf(workspaceId).length).toBeGreaterThanOrEqual(3), WITHIN);
  const intervals = (Date.now() - began) / 2_000;
  expect(runsOf(workspaceId).length).toBeLessThanOrEqual(Math.floor(intervals) + 2);
});

test("a run longer than the interval is not overlapped by a second one", async () => {
  const { workspaceId } = await newWorkspace();
  let atOnce = 0;
  let mostAtOnce = 0;
  const { job, runsOf } = noted(1, async (ctx) => {
    if (ctx.workspaceId !== workspaceId) return;
    atOnce += 1;
    mostAtOnce = Math.max(mostAtOnce, atOnce);
    await new Promise((resolve) => setTimeout(resolve, 1_600));
    atOnce -= 1;
  });
  await Promise.all([work(job), work(job)]);
  await vi.waitFor(() => expect(runsOf(workspaceId).length).toBeGreaterThanOrEqual(2), WITHIN);
  expect(mostAtOnce).toBe(1);
});

test("a worker that starts again in the same interval does not run a job twice", async () => {
  const { workspaceId } = await newWorkspace();
  const { job, runsOf } = noted(HOUR);
  await work(job);
  await vi.waitFor(() => expect(runsOf(workspaceId)).toHaveLength(1), WITHIN);
  await running.pop()?.stop();
  await work(job);
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  expect(runsOf(workspaceId)).toHaveLength(1);
});

test("a failed job is retried, and stops neither other jobs nor other workspaces", async () => {
  const [unlucky, lucky] = [await newWorkspace(), await newWorkspace()];
  const failing = noted(HOUR, async ({ workspaceId }) => {
    if (workspaceId === unlucky.workspaceId) throw new Error("This one fails on purpose");
  });
  const fine = noted(1);
  await work(failing.job, fine.job);
  await vi.waitFor(() => expect(failing.runsOf(unlucky.workspaceId).length).toBeGreaterThan(1), WITHIN);
  expect(failing.runsOf(lucky.workspaceId)).toHaveLength(1);
  await vi.waitFor(() => expect(fine.runsOf(unlucky.workspaceId).length).toBeGreaterThan(1), WITHIN);
});

test("a run whose connection is killed is repeated, and its effect exists once", async () => {
  const { workspaceId, job: ctx } = await newWorkspace();
  const killer = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await killer.connect();
  const { job, runsOf } = noted(HOUR, (own) =>
    transact(own, async (tx) => {
      if (own.workspaceId !== workspaceId) return;
      await tx.insert(idempotencyKeys).values({
        workspaceId,
        actor: "job",
        key: randomUUID(),
        requestHash: "none",
      });
      if (runsOf(workspaceId).length > 1) return;
      const { rows } = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
      await killer.query("SELECT pg_terminate_backend($1)", [rows[0]?.pid]);
      await tx.execute(sql`select 1`);
    }),
  );
  await work(job);
  const effects = () =>
    read(ctx, async (tx) => {
      const [row] = await tx
        .select({ n: count() })
        .from(idempotencyKeys)
        .where(eq(idempotencyKeys.workspaceId, workspaceId));
      return row?.n;
    });
  await vi.waitFor(async () => {
    expect(runsOf(workspaceId)).toHaveLength(2);
    expect(await effects()).toBe(1);
  }, WITHIN);
  await killer.end();
});
