import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { eq, sql } from "drizzle-orm";
import { afterAll, expect, test, vi } from "vitest";

const fake = await vi.hoisted(async () => (await import("#testing/fake-llm.ts")).fakeLlm());

import { scoringBudgets } from "#db/schema/scoring-budgets.ts";
import { MINUTE, SECOND } from "#lib/core/clock.ts";
import { read, transact } from "#lib/core/transact.ts";
import { updateSettings } from "#lib/workspace/settings/update-settings.ts";
import { call } from "#testing/api.ts";
import { newLead, newWorkspace } from "#testing/workspace.ts";
import * as cancel from "../../../app/api/v1/bulk-jobs/[id]/cancel/route.ts";
import * as job from "../../../app/api/v1/bulk-jobs/[id]/route.ts";
import * as jobs from "../../../app/api/v1/bulk-jobs/route.ts";
import * as bulk from "../../../app/api/v1/leads/bulk/route.ts";
import { getBulkJob, hasUnfinishedJob } from "./queries.ts";
import { startBulkJob } from "./start-bulk-job.ts";
import { workBulkJob } from "./work-bulk-job.ts";

afterAll(() => fake.stop());

test("a job over HTTP is accepted, followed and reported, and a repeated request creates no second one", async () => {
  const { bearer, manager, job: worker } = await newWorkspace();
  const [fine, lost] = [await newLead(manager, { name: "Fine" }), await newLead(manager, { name: "Lost" })];
  const body = { action: "move", stage: "contacted", ids: [fine.id, lost.id] };
  const headers = { "idempotency-key": randomUUID() };
  const accepted = await call(bulk.POST, "POST", { bearer, body, headers });
  expect(accepted).toMatchObject({ status: 202, body: { status: "queued", total: 2, done: 0, refused: 0 } });
  const again = await call(bulk.POST, "POST", { bearer, body, headers });
  expect(again.body).toEqual(accepted.body);
  const lose = { action: "lose", lost_reason: "No", ids: [lost.id] };
  const other = await call(bulk.POST, "POST", { bearer, body: lose });
  for (const { body } of [other, accepted]) while ((await workBulkJob(worker, Number(body.id))) === "more");

  const listed = await call(jobs.GET, "GET", { bearer });
  expect(listed.body.map((one) => (one as { id: number }).id)).toEqual([other.body.id, accepted.body.id]);
  const params = { id: String(accepted.body.id) };
  const report = await call(job.GET, "GET", { bearer, params });
  expect(report.body).toMatchObject({
    action: { action: "move", stage: "contacted" },
    status: "done",
    done: 1,
    refused: 1,
    actor: { kind: "api_key", name: "test" },
    refusals: [
      {
        lead_id: lost.id,
        lead_name: "Lost",
        code: "wrong_stage",
        detail: "Cannot transition from 'lost' to 'contacted'",
        errors: [{ code: "stage_final", params: { from: "lost", to: "contacted" } }],
      },
    ],
  });
  expect(await call(cancel.POST, "POST", { bearer, params })).toMatchObject({
    status: 200,
    body: { status: "done" },
  });
});

test("a requester finds their job again, and no one else's", async () => {
  const { bearer, admin, manager, job: worker } = await newWorkspace();
  const ids = [(await newLead(manager)).id];
  const { body: own } = await call(bulk.POST, "POST", { bearer, body: { action: "analyze", ids } });
  const other = await startBulkJob(manager, { action: "analyze", ids });
  const listed = async (query: string) => {
    const { body } = await call(jobs.GET, "GET", { bearer, query });
    return body.map((one) => Object(one).id);
  };
  expect(await listed("?mine=true")).toEqual([own.id]);
  expect(await read(manager, (tx) => hasUnfinishedJob(tx, manager))).toBe(true);
  expect(await read(admin, (tx) => hasUnfinishedJob(tx, admin))).toBe(false);
  while ((await workBulkJob(worker, Number(own.id))) === "more");
  expect(await listed("?mine=true")).toEqual([own.id]);
  expect(await listed("")).toEqual([other.id, own.id]);
});

test("when half of a minute's LLM calls are used up, the job waits for the next minute", async () => {
  // The minute must not end during the test.
  const leftOfMinute = MINUTE - (Date.now() % MINUTE);
  if (leftOfMinute < 10 * SECOND) await pause(leftOfMinute);
  const { admin, manager, job: worker } = await newWorkspace();
  await updateSettings(admin, { ai_provider: "openai", ai_calls_per_minute: 4 });
  const ids = [];
  for (let made = 0; made < 3; made += 1) ids.push((await newLead(manager)).id);
  const { id } = await startBulkJob(manager, { action: "analyze", ids });
  const goOn = async () => {
    for (;;) {
      const left = await workBulkJob(worker, id);
      if (left !== "more") return left;
    }
  };
  expect(await goOn()).toBe("waits");
  const waiting = await read(manager, (tx) => getBulkJob(tx, id));
  expect(waiting).toMatchObject({ status: "running", done: 2, refused: 0 });
  expect(await goOn()).toBe("waits");
  // As if the minute were over.
  await transact(manager, (tx) =>
    tx
      .update(scoringBudgets)
      .set({ minute: sql`${scoringBudgets.minute} - interval '1 minute'` })
      .where(eq(scoringBudgets.workspaceId, manager.workspaceId)),
  );
  expect(await goOn()).toBe("nothing");
  expect(await read(manager, (tx) => getBulkJob(tx, id))).toMatchObject({ status: "done", done: 3 });
});
