import { and, count, eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { withRole } from "#db/client.ts";
import { insertMany } from "#db/insert-many.ts";
import { events } from "#db/schema/events.ts";
import { leads } from "#db/schema/leads.ts";
import { updateUser } from "#lib/conversations/staffing/update-user.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { read, transact } from "#lib/core/transact.ts";
import { moveLead } from "#lib/pipeline/leads/move-lead.ts";
import { getLead } from "#lib/pipeline/leads/queries.ts";
import { updateSettings } from "#lib/workspace/settings/update-settings.ts";
import { newLead, newUser, newWorkspace } from "#testing/workspace.ts";
import { cancelBulkJob } from "./cancel-bulk-job.ts";
import { changeLead } from "./change-lead.ts";
import { getBulkJob, listRefusals } from "./queries.ts";
import { startBulkJob } from "./start-bulk-job.ts";
import { workBulkJobsTask } from "./tasks.ts";
import { workBulkJob } from "./work-bulk-job.ts";

type LeadFields = Partial<typeof leads.$inferInsert>;

/** The final number of leads in each stage. */
async function manyLeads(ctx: Ctx, howMany: number, fields: LeadFields = {}): Promise<number[]> {
  const { sourceId } = await newLead(ctx);
  const { workspaceId } = ctx;
  return transact(ctx, (tx) =>
    insertMany(
      tx,
      leads,
      Array.from({ length: howMany }, () => ({ workspaceId, sourceId, rank: "a0", name: "Many", ...fields })),
    ),
  );
}

const workToTheEnd = async (ctx: Ctx, jobId: number) => {
  while ((await workBulkJob(ctx, jobId)) === "more");
  return read(ctx, (tx) => getBulkJob(tx, jobId));
};

const eventsOf = (ctx: Ctx, type: string) =>
  read(ctx, async (tx) => {
    const [row] = await tx
      .select({ events: count(), leads: sql<number>`count(distinct ${events.subjectId})::int` })
      .from(events)
      .where(and(eq(events.type, type), eq(events.workspaceId, ctx.workspaceId)));
    return row;
  });

const inStage = (ctx: Ctx, stage: "new" | "contacted" | "lost") =>
  read(ctx, async (tx) => {
    const [row] = await tx.select({ n: count() }).from(leads).where(eq(leads.stage, stage));
    return row?.n;
  });

test("500 leads are moved, and 100 of them are refused for the same reasons as in a single move", {
  timeout: 120_000,
}, async () => {
  const { manager, job: worker } = await newWorkspace();
  const fine = await manyLeads(manager, 390);
  const there = await manyLeads(manager, 10, { stage: "contacted" });
  const tooFar = await manyLeads(manager, 60, { stage: "qualified" });
  const lost = await manyLeads(manager, 40, { stage: "lost", lostReason: "No money" });
  const ids = [...fine, ...there, ...tooFar, ...lost];
  const job = await startBulkJob(manager, { action: "move", stage: "contacted", ids });
  expect(job).toMatchObject({ status: "queued", total: 500, done: 0, refused: 0 });

  await workBulkJobsTask(worker);
  const after = await workToTheEnd(worker, job.id);
  expect(after).toMatchObject({ status: "done", total: 500, done: 400, refused: 100, failure: null });
  expect(await eventsOf(manager, "lead.stage_moved")).toEqual({ events: 390, leads: 390 });
  const refusals = await read(manager, (tx) => listRefusals(tx, job.id));
  expect(refusals).toHaveLength(100);
  for (const { leadId, code, detail, problems } of refusals) {
    const stage = tooFar.includes(leadId) ? "qualified" : "lost";
    const alone = await moveLead(manager, leadId, { stage: "contacted" }).catch((error) => error);
    expect({ code, detail, problems }).toEqual({
      code: alone.code,
      detail: alone.message,
      problems: alone.problems,
    });
    expect(detail).toBe(`Cannot transition from '${stage}' to 'contacted'`);
  }
  const [event] = await read(manager, (tx) =>
    tx.select().from(events).where(eq(events.type, "lead.stage_moved")).limit(1),
  );
  expect(event).toMatchObject({ actorKind: "user", actorId: manager.actor.id, requestId: `bulk:${job.id}` });
  for (const type of ["bulk_job.created", "bulk_job.finished"])
    expect(await eventsOf(manager, type)).toMatchObject({ events: 1 });
});

test("a bulk transfer names every gate that a lead fails, and creates a sale for the others", async () => {
  const { manager, job: worker } = await newWorkspace();
  const ready = { stage: "qualified", aiScore: 0.9, businessDomain: "test.example" } as const;
  const fine = await manyLeads(manager, 2, ready);
  const [poor] = await manyLeads(manager, 1, { stage: "qualified", aiScore: 0.2 });
  const job = await startBulkJob(manager, {
    action: "move",
    stage: "transferred",
    ids: [...fine, poor ?? 0],
  });
  expect(await workToTheEnd(worker, job.id)).toMatchObject({ done: 2, refused: 1 });
  const [refusal] = await read(manager, (tx) => listRefusals(tx, job.id));
  expect(refusal).toMatchObject({ leadId: poor, leadName: "Many", code: "transfer_refused" });
  expect(refusal?.problems.map(({ code }) => code)).toEqual(["score_too_low", "no_business_domain"]);
});

test("assign, lose and analyse use their verbs, and unchanged leads get no event", async () => {
  const { manager, admin, operator, job: worker } = await newWorkspace();
  await updateSettings(admin, { ai_provider: "rules" });
  if (operator.actor.kind !== "user") throw new Error("not a user");
  const ids = await manyLeads(manager, 5);
  const operatorId = operator.actor.operatorId;
  for (const input of [
    { action: "assign", operator_id: operatorId, ids },
    { action: "assign", operator_id: operatorId, ids },
    { action: "analyze", ids },
    { action: "analyze", ids },
    { action: "lose", lost_reason: "Out of business", ids },
    { action: "lose", lost_reason: "Out of business", ids },
  ] as const) {
    const job = await startBulkJob(manager, { ...input, ids: [...ids] });
    expect(await workToTheEnd(worker, job.id)).toMatchObject({ status: "done", done: 5, refused: 0 });
  }
  for (const type of ["lead.assigned", "lead.analyzed", "lead.stage_moved"])
    expect(await eventsOf(manager, type)).toEqual({ events: 5, leads: 5 });
  const lead = await read(manager, (tx) => getLead(tx, manager, ids[0] ?? 0));
  expect(lead).toMatchObject({
    ownerId: operatorId,
    stage: "lost",
    lostReason: "other",
    lostComment: "Out of business",
  });
});

test("a cancelled job stops before its next lead and keeps finished changes", async () => {
  const { manager, job: worker } = await newWorkspace();
  const ids = await manyLeads(manager, 1_000);
  const job = await startBulkJob(manager, { action: "move", stage: "contacted", ids });
  const working = workBulkJobsTask(worker);
  while ((await read(manager, (tx) => getBulkJob(tx, job.id))).done === 0);
  const began = performance.now();
  const cancelled = await cancelBulkJob(manager, job.id);
  expect(performance.now() - began).toBeLessThan(1_000);
  await working;
  expect(cancelled.done).toBeGreaterThan(0);
  expect(cancelled.done).toBeLessThan(1_000);
  expect(await read(manager, (tx) => getBulkJob(tx, job.id))).toEqual(cancelled);
  expect(await inStage(manager, "contacted")).toBe(cancelled.done);
  expect(await cancelBulkJob(manager, job.id)).toEqual(cancelled);
  expect(await eventsOf(manager, "bulk_job.cancelled")).toMatchObject({ events: 1 });
});

test("two workers at once change each lead once", async () => {
  const { manager, job: worker } = await newWorkspace();
  const ids = await manyLeads(manager, 200);
  const job = await startBulkJob(manager, { action: "move", stage: "contacted", ids });
  await Promise.all([workBulkJobsTask(worker), workBulkJobsTask(worker)]);
  expect(await workToTheEnd(worker, job.id)).toMatchObject({ status: "done", done: 200, refused: 0 });
  expect(await eventsOf(manager, "lead.stage_moved")).toEqual({ events: 200, leads: 200 });
});

test("a lead that was already processed is not changed", async () => {
  const { manager, job: worker } = await newWorkspace();
  const [leadId = 0, other = 0] = await manyLeads(manager, 2);
  const job = await startBulkJob(manager, { action: "move", stage: "contacted", ids: [leadId, other] });
  const action = { action: "move", stage: "contacted" } as const;
  expect(await changeLead(manager, { jobId: job.id, place: 1, leadId: other, action })).toBe("overtaken");
  expect(await inStage(manager, "contacted")).toBe(0);
  await cancelBulkJob(manager, job.id);
  expect(await changeLead(manager, { jobId: job.id, place: 0, leadId, action })).toBe("overtaken");
  expect(await workBulkJob(worker, job.id)).toBe("nothing");
  expect(await inStage(manager, "contacted")).toBe(0);
});

test("a person demoted or disabled during the job changes no further lead", async () => {
  const { manager, admin, job: worker } = await newWorkspace();
  const other = await newUser(worker, "manager");
  for (const [requester, change] of [
    [manager, { role: "operator" }],
    [other, { is_active: false }],
  ] as const) {
    const ids = await manyLeads(manager, 1_000);
    const job = await startBulkJob(requester, { action: "move", stage: "contacted", ids });
    expect(await workBulkJob(worker, job.id)).toBe("more");
    await updateUser(admin, requester.actor.id ?? 0, change);
    expect(await workBulkJob(worker, job.id)).toBe("nothing");
    const after = await read(admin, (tx) => getBulkJob(tx, job.id));
    expect(after).toMatchObject({ status: "failed", failure: "rights_lost" });
    expect(after.done).toBeGreaterThan(0);
    expect(after.done).toBeLessThan(1_000);
  }
});

test("operators and Leadline itself may not request a bulk job", async () => {
  const { operator, manager, job: worker } = await newWorkspace();
  const ids = await manyLeads(manager, 1);
  for (const ctx of [operator, worker])
    await expect(startBulkJob(ctx, { action: "analyze", ids })).rejects.toMatchObject({ status: 403 });
});

test("a filter selects the leads that match when the job is created", async () => {
  const { manager, job: worker } = await newWorkspace();
  const ids = await manyLeads(manager, 20, { stage: "contacted", segment: "chosen" });
  const job = await startBulkJob(manager, {
    action: "lose",
    lost_reason: "Closed down",
    filter: { stage: "contacted" },
  });
  expect(job.total).toBe(20);
  await manyLeads(manager, 5, { stage: "contacted" });
  await moveLead(manager, ids[0] ?? 0, { stage: "qualified" });
  expect(await workToTheEnd(worker, job.id)).toMatchObject({ total: 20, done: 20 });
  expect([await inStage(manager, "lost"), await inStage(manager, "contacted")]).toEqual([20, 5]);
});

test("an invalid combination is refused at the request", async () => {
  const [{ manager }, other] = [await newWorkspace(), await newWorkspace()];
  const [own = 0, foreign = 0] = [...(await manyLeads(manager, 1)), ...(await manyLeads(other.manager, 1))];
  const refused = (input: Parameters<typeof startBulkJob>[1]) =>
    startBulkJob(manager, input).then(
      () => "accepted",
      (error) => error.problems?.[0] ?? error.issues?.[0]?.path.join("/"),
    );
  expect(await refused({ action: "analyze", ids: [own, foreign] })).toMatchObject({
    code: "unknown_lead",
    pointer: "/ids/1",
  });
  expect(await refused({ action: "analyze", filter: { segment: "none" } as never })).toBe("filter");
  expect(await refused({ action: "analyze", filter: { q: "no lead has this" } })).toMatchObject({
    code: "nothing_matches",
  });
  expect(await refused({ action: "assign", operator_id: 999_999_999, ids: [own] })).toMatchObject({
    code: "unknown_operator",
  });
  expect(await refused({ action: "analyze" })).toBe("ids");
  expect(await refused({ action: "analyze", ids: [own], filter: {} })).toBe("ids");
  expect(await refused({ action: "move", stage: "lost", ids: [own] })).toBe("lost_reason");
});

test("the role that looks for work sees which workspaces have work, and no details of it", async () => {
  const looking = withRole("leadline_jobs", (tx) => tx.execute(sql`select action from bulk_jobs`));
  await expect(looking).rejects.toMatchObject({ cause: { code: "42501" } });
});
