import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { bulkJobs } from "#db/schema/bulk-jobs.ts";
import { read, transact } from "#lib/core/transact.ts";
import { newLead, newWorkspace } from "#testing/workspace.ts";
import { getBulkJob } from "./queries.ts";
import { startBulkJob } from "./start-bulk-job.ts";
import { workBulkJobsTask } from "./tasks.ts";

test("a job that fails does not keep others from their leads", async () => {
  const { manager, job: worker } = await newWorkspace();
  const change = { action: "move", stage: "contacted", ids: [(await newLead(manager)).id] } as const;
  const [broken, fine] = [
    await startBulkJob(manager, { ...change, ids: [...change.ids] }),
    await startBulkJob(manager, { ...change, ids: [...change.ids] }),
  ];
  await transact(manager, (tx) =>
    tx
      .update(bulkJobs)
      .set({ action: { action: "of a newer version" } })
      .where(eq(bulkJobs.id, broken.id)),
  );
  await workBulkJobsTask(worker);
  expect(await read(manager, (tx) => getBulkJob(tx, fine.id))).toMatchObject({ status: "done", changed: 1 });
  expect(await read(manager, (tx) => getBulkJob(tx, broken.id))).toMatchObject({ status: "queued", done: 0 });
});
