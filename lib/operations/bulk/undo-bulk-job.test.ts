import { and, eq, isNotNull } from "drizzle-orm";
import { afterEach, expect, test, vi } from "vitest";
import { events } from "#db/schema/events.ts";
import { operatorOf } from "#lib/auth/visible.ts";
import { addMessages } from "#lib/conversations/messages/add-messages.ts";
import { clock, SECOND } from "#lib/core/clock.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { read } from "#lib/core/transact.ts";
import { moveLead } from "#lib/pipeline/leads/move-lead.ts";
import { getLead } from "#lib/pipeline/leads/queries.ts";
import { renewLead } from "#lib/pipeline/leads/renew-lead.ts";
import { updateLead } from "#lib/pipeline/leads/update-lead.ts";
import { call } from "#testing/api.ts";
import { newLead, newUser, newWorkspace } from "#testing/workspace.ts";
import * as undo from "../../../app/api/v1/bulk-jobs/[id]/undo/route.ts";
import * as stage from "../../../app/api/v1/leads/[id]/stage/route.ts";
import * as bulk from "../../../app/api/v1/leads/bulk/route.ts";
import { presentBulkJob } from "./present.ts";
import { getBulkJob, listRefusals } from "./queries.ts";
import { startBulkJob } from "./start-bulk-job.ts";
import { undoBulkJob } from "./undo-bulk-job.ts";
import { workBulkJob } from "./work-bulk-job.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

async function done(worker: Ctx, jobId: number) {
  while ((await workBulkJob(worker, jobId)) === "more");
  return read(worker, (tx) => getBulkJob(tx, jobId));
}

const leadOf = (ctx: Ctx, id: number) => read(ctx, (tx) => getLead(tx, ctx, id));

/** New leads in the queue. */
async function newLeads(ctx: Ctx, howMany: number): Promise<number[]> {
  const ids: number[] = [];
  for (let made = 0; made < howMany; made += 1) ids.push((await newLead(ctx)).id);
  return ids;
}

const undoing = (ctx: Ctx) =>
  read(ctx, (tx) =>
    tx
      .select({ type: events.type, leadId: events.subjectId })
      .from(events)
      .where(and(eq(events.subjectType, "lead"), isNotNull(events.undoesId)))
      .orderBy(events.id),
  );

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error) => error.code,
  );

test("a bulk move, loss or assignment is undone with one event for each lead", async () => {
  const { manager, operator, job: worker } = await newWorkspace();
  if (operator.actor.kind !== "user") throw new Error("not a user");
  const [one = 0, two = 0] = await newLeads(manager, 2);
  const before = await leadOf(manager, one);
  for (const change of [
    { action: "move", stage: "contacted" },
    { action: "lose", lost_reason: "no_budget", lost_comment: "Next year" },
    { action: "assign", operator_id: operator.actor.operatorId },
  ] as const) {
    const job = await startBulkJob(manager, { ...change, ids: [one, two] });
    const over = await done(worker, job.id);
    expect(presentBulkJob(over).undo_until).not.toBeNull();
    expect((await leadOf(manager, one)).version).not.toBe(before.version);
    const back = await undoBulkJob(manager, job.id);
    expect(back).toMatchObject({ status: "queued", total: 2, action: { action: "undo", job_id: job.id } });
    expect(await done(worker, back.id)).toMatchObject({ status: "done", done: 2, refused: 0 });
    expect(await leadOf(manager, one)).toMatchObject({
      stage: "new",
      lostReason: null,
      lostComment: null,
      ownerId: null,
      rank: before.rank,
      stageChangedAt: before.stageChangedAt,
    });
    expect(presentBulkJob(await read(manager, (tx) => getBulkJob(tx, job.id))).undo_until).toBeNull();
  }
  expect(await undoing(manager)).toEqual([
    { type: "lead.stage_undone", leadId: two },
    { type: "lead.stage_undone", leadId: one },
    { type: "lead.stage_undone", leadId: two },
    { type: "lead.stage_undone", leadId: one },
    { type: "lead.assignment_undone", leadId: two },
    { type: "lead.assignment_undone", leadId: one },
  ]);
});

test("a lead changed since by another person is left and reported; a message is not a change", async () => {
  const { manager, admin, job: worker } = await newWorkspace();
  const [changed = 0, written = 0, untouched = 0] = await newLeads(manager, 3);
  const ids = [changed, written, untouched];
  const job = await startBulkJob(manager, { action: "move", stage: "contacted", ids });
  await done(worker, job.id);
  await updateLead(admin, changed, { name: "Renamed" });
  await addMessages(admin, written, { increment: 1 });
  const back = await undoBulkJob(manager, job.id);
  expect(await done(worker, back.id)).toMatchObject({ done: 2, refused: 1 });
  expect(await read(manager, (tx) => listRefusals(tx, back.id))).toMatchObject([
    { leadId: changed, code: "lead_changed_since" },
  ]);
  expect(await Promise.all(ids.map(async (id) => (await leadOf(manager, id)).stage))).toEqual([
    "contacted",
    "new",
    "new",
  ]);
});

test("the loss of a lead that was renewed since is not undone, by its author or another person", async () => {
  const { manager, job: worker } = await newWorkspace();
  const [byHand = 0, byItself = 0] = await newLeads(manager, 2);
  const loss = { action: "lose", lost_reason: "no_response" } as const;
  const job = await startBulkJob(manager, { ...loss, ids: [byHand, byItself] });
  await done(worker, job.id);
  await renewLead(manager, byHand);
  await renewLead(worker, byItself);
  const back = await undoBulkJob(manager, job.id);
  expect(await done(worker, back.id)).toMatchObject({ status: "done", done: 0, refused: 2 });
  expect(await read(manager, (tx) => listRefusals(tx, back.id))).toMatchObject([
    { leadId: byHand, code: "lead_changed_since" },
    { leadId: byItself, code: "nothing_to_undo" },
  ]);
  expect(await leadOf(manager, byHand)).toMatchObject({ stage: "lost", lostReason: "no_response" });
});

test("only the job's changes are undone: leads that already had the value keep it", async () => {
  const { manager, job: worker } = await newWorkspace();
  const [there = 0, moved = 0] = await newLeads(manager, 2);
  await done(worker, (await startBulkJob(manager, { action: "move", stage: "contacted", ids: [there] })).id);
  const job = await startBulkJob(manager, { action: "move", stage: "contacted", ids: [there, moved] });
  await done(worker, job.id);
  const back = await undoBulkJob(manager, job.id);
  expect(await done(worker, back.id)).toMatchObject({ total: 1, done: 1 });
  expect((await leadOf(manager, there)).stage).toBe("contacted");
});

test("unchanged leads are counted separately, and a job that changed none has nothing to undo", async () => {
  const { manager, operator, job: worker } = await newWorkspace();
  const [there = 0, moved = 0] = await newLeads(manager, 2);
  const changes = [
    { action: "assign", operator_id: operatorOf(operator).operatorId },
    { action: "move", stage: "contacted" },
    { action: "lose", lost_reason: "no_budget" },
  ] as const;
  for (const change of changes) {
    await done(worker, (await startBulkJob(manager, { ...change, ids: [there] })).id);
    const none = await done(worker, (await startBulkJob(manager, { ...change, ids: [there] })).id);
    expect(presentBulkJob(none)).toMatchObject({ status: "done", done: 1, changed: 0, undo_until: null });
    expect(await codeOf(undoBulkJob(manager, none.id))).toBe("nothing_to_undo");
    const one = await done(worker, (await startBulkJob(manager, { ...change, ids: [there, moved] })).id);
    expect(presentBulkJob(one)).toMatchObject({ done: 2, changed: 1, undo_until: expect.any(String) });
  }
});

test("a lead that got the value between confirmation and processing does not count as changed", async () => {
  const { manager, job: worker } = await newWorkspace();
  const [overtaken = 0, moved = 0] = await newLeads(manager, 2);
  const change = { action: "move", stage: "contacted", only_applicable: true } as const;
  const job = await startBulkJob(manager, { ...change, ids: [overtaken, moved] });
  await moveLead(manager, overtaken, { stage: "contacted" });
  expect(await done(worker, job.id)).toMatchObject({ done: 2, changed: 1, refused: 0 });
});

test("other changes survive the undo of a job, also those with the request id of the client that requested it", async () => {
  const { bearer, manager, job: worker } = await newWorkspace();
  const headers = { "x-request-id": "always-the-same" };
  const [own = 0, ownMovedOn = 0, ofOther = 0, alone = 0] = await newLeads(manager, 4);
  const start = async (ids: number[]) => {
    const body = { action: "move", stage: "contacted", ids };
    return Number((await call(bulk.POST, "POST", { bearer, headers, body })).body.id);
  };
  const moveAlone = async (id: number, to: string) => {
    const request = { bearer, headers, params: { id: String(id) }, body: { stage: to } };
    expect((await call(stage.PATCH, "PATCH", request)).status).toBe(200);
  };
  const jobId = await start([ownMovedOn, own]);
  // One lead at a time, so that other changes can happen in between.
  let now = Date.now();
  vi.spyOn(clock, "now").mockImplementation(() => {
    now += SECOND;
    return new Date(now);
  });
  await workBulkJob(worker, jobId);
  vi.restoreAllMocks();
  await moveAlone(ownMovedOn, "qualified");
  await moveAlone(alone, "contacted");
  await done(worker, await start([ofOther]));
  await done(worker, jobId);

  const back = await call(undo.POST, "POST", { bearer, params: { id: String(jobId) } });
  const over = await done(worker, Number(back.body.id));
  const stages = await Promise.all(
    [own, ownMovedOn, ofOther, alone].map(async (id) => (await leadOf(manager, id)).stage),
  );
  expect(stages).toEqual(["new", "qualified", "contacted", "contacted"]);
  expect(over).toMatchObject({ total: 2, done: 1, refused: 1 });
});

test("a job can be undone once, by its requester, within ten seconds of its end", async () => {
  const { manager, job: worker } = await newWorkspace();
  const other = await newUser(worker, "manager");
  const ids = await newLeads(manager, 1);
  const job = await startBulkJob(manager, { action: "move", stage: "contacted", ids });
  expect(await codeOf(undoBulkJob(manager, job.id))).toBe("nothing_to_undo");
  const { finishedAt } = await done(worker, job.id);
  expect(await codeOf(undoBulkJob(other, job.id))).toBe("not_your_job");
  const now = vi.spyOn(clock, "now").mockReturnValue(new Date((finishedAt?.getTime() ?? 0) + 11 * SECOND));
  expect(await codeOf(undoBulkJob(manager, job.id))).toBe("too_late_to_undo");
  now.mockRestore();
  const back = await undoBulkJob(manager, job.id);
  expect(await codeOf(undoBulkJob(manager, job.id))).toBe("nothing_to_undo");
  await done(worker, back.id);
  expect(await codeOf(undoBulkJob(manager, back.id))).toBe("nothing_to_undo");
  expect(await codeOf(undoBulkJob(manager, 999_999_999))).toBe("not_found");
});

test("an analysis cannot be undone, and an operator can undo no job", async () => {
  const { manager, operator, job: worker } = await newWorkspace();
  const ids = await newLeads(manager, 1);
  const job = await startBulkJob(manager, { action: "analyze", ids });
  await done(worker, job.id);
  expect(await codeOf(undoBulkJob(manager, job.id))).toBe("nothing_to_undo");
  await expect(undoBulkJob(operator, job.id)).rejects.toMatchObject({ status: 403 });
});

test("an undo over HTTP is accepted as another job, and refused for another person's job", async () => {
  const { bearer, manager, job: worker } = await newWorkspace();
  const ids = await newLeads(manager, 1);
  const body = { action: "move", stage: "contacted", ids };
  const own = await call(bulk.POST, "POST", { bearer, body });
  await done(worker, Number(own.body.id));
  const answer = await call(undo.POST, "POST", { bearer, params: { id: String(own.body.id) } });
  expect(answer).toMatchObject({ status: 202, body: { action: { action: "undo", job_id: own.body.id } } });
  await done(worker, Number(answer.body.id));
  expect((await leadOf(manager, ids[0] ?? 0)).stage).toBe("new");

  const theirs = await startBulkJob(manager, { action: "move", stage: "contacted", ids });
  await done(worker, theirs.id);
  expect(await call(undo.POST, "POST", { bearer, params: { id: String(theirs.id) } })).toMatchObject({
    status: 400,
    body: { code: "not_your_job" },
  });
});
