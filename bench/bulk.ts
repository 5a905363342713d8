import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { closePool } from "#db/client.ts";
import { closeListener } from "#db/listen.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { makeCtx } from "#lib/auth/ctx.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { read } from "#lib/core/transact.ts";
import { cancelBulkJob } from "#lib/operations/bulk/cancel-bulk-job.ts";
import { getBulkJob, listRefusals } from "#lib/operations/bulk/queries.ts";
import { startBulkJob } from "#lib/operations/bulk/start-bulk-job.ts";
import { jobs } from "#lib/operations/jobs/registry.ts";
import { startJobs } from "#lib/operations/jobs/start-jobs.ts";
import { createWorkspace } from "#lib/workspace/settings/create-workspace.ts";
import { createUser } from "#lib/workspace/team/create-user.ts";
import { openDatabase } from "../scripts/runtime.ts";
import { fillWithLeads } from "./scale-data.ts";

// The cost of a bulk job of some thousand leads with a real worker: how soon it starts, how long it takes, that each
// lead has one event, and how soon a cancel stops it. The leads are in every stage, so a move to `contacted` is refused
// for most of them.

const LEADS = 5_000;
/** Milliseconds. */
const LOOK_EVERY = 50;

const seconds = (from: Date | null, to: Date | null) =>
  from && to ? Number(((to.getTime() - from.getTime()) / 1_000).toFixed(2)) : Number.NaN;

async function newManager(): Promise<Ctx> {
  const ctx = await createWorkspace("Bulk");
  await fillWithLeads(ctx, LEADS);
  const user = await createUser(ctx, {
    email: "manager@bench.example",
    name: "Manager",
    role: "manager",
    password: "three brown owls sing",
  });
  const { id, name, operatorId } = user;
  return makeCtx(ctx.workspaceId, { kind: "user", id, name, operatorId, departmentId: null }, "manager");
}

const jobOf = (ctx: Ctx, id: number) => read(ctx, (tx) => getBulkJob(tx, id));

async function waitUntil(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await pause(LOOK_EVERY);
}

async function main(): Promise<void> {
  const ctx = await newManager();
  const worker = await startJobs(jobs.filter(({ name }) => name === "work-bulk-jobs"));
  const { id } = await startBulkJob(ctx, { action: "move", stage: "contacted", filter: {} });
  await waitUntil(async () => (await jobOf(ctx, id)).finishedAt !== null);
  const job = await jobOf(ctx, id);
  const refusals = await read(ctx, (tx) => listRefusals(tx, id));
  const { rows } = await read(ctx, (tx) =>
    tx.execute(sql`select count(*)::int as moves, count(distinct subject_id)::int as leads from events
      where type = 'lead.stage_moved' and request_id = ${ctx.requestId}`),
  );
  const lasted = seconds(job.startedAt, job.finishedAt);
  console.table({
    "leads of the job": job.total,
    "done, those that stood there included": job.done,
    refused: job.refused,
    "refusals kept with their reasons": refusals.length,
    "events of the moves": rows[0]?.moves,
    "leads that these are of": rows[0]?.leads,
    "seconds from the request to the first lead": seconds(job.createdAt, job.startedAt),
    "seconds from the first lead to the last": lasted,
    "leads a second": Math.round(job.total / lasted),
  });

  const other = await startBulkJob(ctx, { action: "assign", operator_id: null, filter: {} });
  await waitUntil(async () => (await jobOf(ctx, other.id)).done > 0);
  const began = performance.now();
  const cancelled = await cancelBulkJob(ctx, other.id);
  const took = performance.now() - began;
  await pause(1_000);
  const later = await jobOf(ctx, other.id);
  console.table({
    "milliseconds of the cancel": Math.round(took),
    "leads done by then": cancelled.done,
    "leads done a second later": later.done,
  });
  await worker.stop();
}

const folder = mkdtempSync(join(tmpdir(), "leadline-bulk-"));
// The database's system user must be able to reach the folder.
chmodSync(folder, 0o755);
delete process.env.DATABASE_URL;
process.env.LEADLINE_DATA_DIR = folder;
process.env.LOG_LEVEL ??= "warn";
const { embedded, dataFolder } = await openDatabase();
try {
  await migrateDatabase(process.env.DATABASE_URL ?? "");
  await main();
} finally {
  await closeListener();
  await closePool();
  await embedded?.stop();
  for (const path of [dataFolder, folder]) rmSync(path, { recursive: true, force: true });
}
