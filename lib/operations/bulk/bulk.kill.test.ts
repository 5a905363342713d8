import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { and, eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { insertMany } from "#db/insert-many.ts";
import { events } from "#db/schema/events.ts";
import { leads } from "#db/schema/leads.ts";
import { read, transact } from "#lib/core/transact.ts";
import { newLead, newWorkspace } from "#testing/workspace.ts";
import { getBulkJob } from "./queries.ts";
import { startBulkJob } from "./start-bulk-job.ts";

const KILLS = 3;
const LEADS = 200;
/** The number of leads that a worker changes before it is killed during the next one. */
const BETWEEN_KILLS = 40;

/** A worker for this workspace only. The real one would also work on those of parallel tests. */
const WORKER = (workspaceId: number) => `
  import { jobCtx } from "#lib/auth/ctx.ts";
  import { workBulkJobsTask } from "#lib/operations/bulk/tasks.ts";
  await workBulkJobsTask(jobCtx(${workspaceId}, "work-bulk-jobs"));
  process.exit();`;

test(`a worker that is killed ${KILLS} times changes each lead with exactly one event`, {
  timeout: 120_000,
}, async () => {
  const { manager, workspaceId } = await newWorkspace();
  const { sourceId } = await newLead(manager);
  const ids = await transact(manager, (tx) =>
    insertMany(
      tx,
      leads,
      Array.from({ length: LEADS }, (_, place) => ({
        workspaceId,
        sourceId,
        rank: "a0",
        // Every fourth lead is refused.
        stage: place % 4 === 0 ? ("qualified" as const) : ("new" as const),
      })),
    ),
  );
  const { id } = await startBulkJob(manager, { action: "move", stage: "contacted", ids });
  const progress = async () => {
    const { status, done, refused } = await read(manager, (tx) => getBulkJob(tx, id));
    return { status, done, refused, worked: done + refused };
  };

  for (let kill = 1; kill <= KILLS; kill += 1) {
    const worker = spawn(process.execPath, ["--input-type=module", "-e", WORKER(workspaceId)]);
    while ((await progress()).worked < kill * BETWEEN_KILLS) await pause(5);
    await pause(Math.random() * 10);
    worker.kill("SIGKILL");
    await once(worker, "exit");
    expect((await progress()).status).toBe("running");
  }
  while ((await progress()).status === "running") {
    await once(spawn(process.execPath, ["--input-type=module", "-e", WORKER(workspaceId)]), "exit");
  }

  expect(await progress()).toMatchObject({ status: "done", done: 150, refused: 50 });
  const moves = await read(manager, (tx) =>
    tx
      .select({
        moves: sql<number>`count(*)::int`,
        leads: sql<number>`count(distinct ${events.subjectId})::int`,
      })
      .from(events)
      .where(and(eq(events.type, "lead.stage_moved"), eq(events.workspaceId, workspaceId))),
  );
  expect(moves).toEqual([{ moves: 150, leads: 150 }]);
});
