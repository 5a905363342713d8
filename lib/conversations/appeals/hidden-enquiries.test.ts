import { asc } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { events } from "#db/schema/events.ts";
import { operatorOf } from "#lib/auth/visible.ts";
import { readConversation } from "#lib/conversations/messages/read-conversation.ts";
import { setPresence } from "#lib/conversations/staffing/set-presence.ts";
import { setWeights } from "#lib/conversations/staffing/set-weights.ts";
import { updateOperator } from "#lib/conversations/staffing/update-operator.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { read } from "#lib/core/transact.ts";
import { readMyDay } from "#lib/insight/dashboard/read-my-day.ts";
import { listEvents } from "#lib/insight/events/queries.ts";
import { canSeeEvent } from "#lib/insight/feed/access.ts";
import { search } from "#lib/insight/search/queries.ts";
import { listLeads } from "#lib/pipeline/leads/list-leads.ts";
import type { LeadRow } from "#lib/pipeline/leads/queries.ts";
import { getLead } from "#lib/pipeline/leads/queries.ts";
import { createSource } from "#lib/workspace/sources/create-source.ts";
import { createDepartment } from "#lib/workspace/team/create-department.ts";
import { newLead, newUser, newWorkspace, type TestWorkspace } from "#testing/workspace.ts";
import { assignAppeal } from "./assign-appeal.ts";
import { closeAppeal } from "./close-appeal.ts";
import { createAppeal, createAppealBatch, createFromEnquiries } from "./create-appeals.ts";
import { listAppeals } from "./list-appeals.ts";
import { listClients } from "./list-clients.ts";
import { presentAppeal } from "./present.ts";
import { type AppealRow, getAppeal, getReceipt, queuePosition } from "./queries.ts";
import { returnAppeal } from "./return-appeal.ts";
import { serveQueuesTask } from "./tasks.ts";

// A colleague owns the lead. The intruder is the only operator with a share of the source.
let workspace: TestWorkspace;
let intruder: Ctx;
let lead: LeadRow;
let sourceId: number;

beforeEach(async () => {
  workspace = await newWorkspace();
  intruder = await newUser(workspace.job, "operator");
  lead = await newLead(workspace.operator, {
    external_id: "vip",
    name: "Secret name",
    phone: "+380441112233",
  });
  sourceId = (await createSource(workspace.manager, { name: "Form" })).id;
  await share(intruder);
});

const share = (...people: Ctx[]) =>
  setWeights(
    workspace.manager,
    sourceId,
    people.map((person) => ({ operator_id: operatorOf(person).operatorId, weight: 1 })),
  );
const enquire = (ctx: Ctx, fields = {}) =>
  createAppeal(ctx, { lead_external_id: "vip", source_id: sourceId, message: "Let me in", ...fields });
const asManager = (id: number) => read(workspace.manager, (tx) => getAppeal(tx, workspace.manager, id));
const leadIdsOf = (ctx: Ctx) =>
  read(ctx, async (tx) => JSON.parse((await listLeads(tx, ctx, {}, { limit: 200 })).json).map(idOf));
const idOf = ({ id }: { id: number }) => id;

test("returns the lead's id and no other fact of a lead that the caller can't see", async () => {
  await createAppeal(workspace.manager, { lead_external_id: "vip", source: "partner", message: "Earlier" });
  const appeal = await enquire(intruder, { lead_name: "My guess" });
  const place = await read(intruder, (tx) => queuePosition(tx, intruder, appeal));
  expect(presentAppeal(appeal, place)).toMatchObject({
    lead_id: lead.id,
    lead_external_id: "vip",
    lead_name: null,
    operator: null,
    status: "waiting",
    message: "Let me in",
    last_message: null,
    unread_count: 0,
    queue_position: null,
    assigned_at: null,
    accept_by: null,
  });
});

test("returns the same whether or not a colleague took the enquiry", async () => {
  const [waiting, given] = [
    await enquire(intruder),
    await share(intruder, workspace.operator).then(() => enquire(intruder)),
  ];
  expect(await asManager(waiting.id)).toMatchObject({ status: "active" });
  expect(await asManager(given.id)).toMatchObject({ operatorId: operatorOf(workspace.operator).operatorId });
  const facts = ({ id: _id, createdAt: _at, enqueuedAt: _since, updatedAt: _now, ...rest }: AppealRow) =>
    rest;
  expect(facts(given)).toEqual(facts(waiting));
});

test("never gives the enquiry to the caller: not when free, by the sweep, or when a place becomes free", async () => {
  const appeal = await enquire(intruder);
  expect(await asManager(appeal.id)).toMatchObject({ status: "waiting", operatorId: null });
  await serveQueuesTask(workspace.job);
  const { operatorId } = operatorOf(intruder);
  await setPresence(intruder, operatorId, { state: "offline" });
  await setPresence(intruder, operatorId, { state: "online" });
  await updateOperator(workspace.manager, operatorId, { max_load: 50 });
  const own = await enquire(workspace.manager, { lead_external_id: "other" });
  expect(own.operatorId).toBe(operatorId);
  await closeAppeal(intruder, own.id);
  await share(intruder);
  expect(await asManager(appeal.id)).toMatchObject({ status: "waiting", operatorId: null });
  await share(intruder, workspace.operator);
  expect(await asManager(appeal.id)).toMatchObject({ operatorId: operatorOf(workspace.operator).operatorId });
  const { receipt } = await read(workspace.manager, (tx) => getReceipt(tx, workspace.manager, appeal.id));
  expect(receipt.candidates.find(([id]) => id === operatorId)?.at(-1)).toBe("cannot_see_lead");
});

test("enquiries that wait behind hidden ones are still served to the caller", async () => {
  await createAppealBatch(
    intruder,
    Array.from({ length: 60 }, () => ({ lead_external_id: "vip", source_id: sourceId, priority: 9 })),
  );
  const { operatorId } = operatorOf(intruder);
  await setPresence(intruder, operatorId, { state: "offline" });
  const behind = await enquire(workspace.manager, { lead_external_id: "other" });
  expect(behind.status).toBe("waiting");
  await setPresence(intruder, operatorId, { state: "online" });
  expect(await asManager(behind.id)).toMatchObject({ operatorId });
});

test("hides the waiting enquiry from its caller in every operation, and from no other operator of its queue", async () => {
  const colleague = await newUser(workspace.job, "operator");
  const leadsBefore = await leadIdsOf(intruder);
  const before = await read(intruder, (tx) => listEvents(tx, intruder, {}, { limit: 200 }));
  const { id } = await enquire(intruder);
  const seen = (ctx: Ctx) =>
    read(ctx, async (tx) => ({
      listed: (await listAppeals(tx, ctx, { status: "waiting" }, { limit: 50, count: "true" })).total,
      day: (await readMyDay(tx, ctx)).waiting,
      found: (await search(tx, ctx, "Secret name")).appeals.length,
    }));
  expect(await seen(intruder)).toEqual({ listed: 0, day: 0, found: 0 });
  expect(await seen(colleague)).toMatchObject({ listed: 1, day: 1 });
  await read(intruder, async (tx) => {
    await expect(getAppeal(tx, intruder, id)).rejects.toMatchObject({ status: 404 });
    await expect(getReceipt(tx, intruder, id)).rejects.toMatchObject({ status: 404 });
    await expect(getLead(tx, intruder, lead.id)).rejects.toMatchObject({ status: 404 });
    expect((await listClients(tx, intruder, { limit: 50 })).rows).toEqual([]);
    expect((await listEvents(tx, intruder, {}, { limit: 200 })).rows).toEqual(before.rows);
  });
  await expect(readConversation(intruder, lead.id, { limit: 10 })).rejects.toMatchObject({ status: 404 });
  await expect(returnAppeal(intruder, id, { reason: "Give" })).rejects.toMatchObject({ status: 404 });
  expect(await leadIdsOf(intruder)).toEqual(leadsBefore);

  await share(intruder, workspace.operator);
  await returnAppeal(workspace.operator, id, { reason: "Not now" });
  const all = await read(
    workspace.manager,
    async (tx) => await tx.select().from(events).orderBy(asc(events.id)),
  );
  const ofAppeal = all.filter(({ subjectType, subjectId }) => subjectType === "appeal" && subjectId === id);
  expect(ofAppeal.map(({ type }) => type)).toEqual(["appeal.created", "appeal.assigned", "appeal.returned"]);
  expect(ofAppeal.filter((event) => canSeeEvent(intruder, event))).toEqual([]);
  expect(ofAppeal.filter((event) => canSeeEvent(colleague, event))).toHaveLength(3);
});

test("500 external ids in one batch reveal no more of the leads than one", async () => {
  const owned = await Promise.all(
    Array.from({ length: 5 }, (_, at) =>
      newLead(workspace.operator, { external_id: `crm-${at}`, name: `Secret ${at}` }),
    ),
  );
  const before = await leadIdsOf(intruder);
  const answers = await createAppealBatch(
    intruder,
    Array.from({ length: 500 }, (_, at) => ({ lead_external_id: `crm-${at % 5}`, source_id: sourceId })),
  );
  const shown = answers.map((one) => {
    if (one instanceof Error) throw one;
    return [one.leadId, one.operatorId, one.leadName, one.status];
  });
  expect(shown).toEqual(Array.from({ length: 500 }, (_, at) => [owned[at % 5]?.id, null, null, "waiting"]));
  expect(await leadIdsOf(intruder)).toEqual(before);
});

test("fills in no field of a lead that the caller can't see, and still adds the message", async () => {
  await enquire(intruder, {
    lead_email: "mine@evil.example",
    lead_name: "Mine",
    lead_phone: "+380000000000",
  });
  const after = await read(workspace.manager, (tx) => getLead(tx, workspace.manager, lead.id));
  expect(after).toMatchObject({ name: "Secret name", phone: "+380441112233", email: null });
  expect(after).toMatchObject({ messageCount: 1, unreadCount: 1 });
  const { rows } = await readConversation(workspace.operator, lead.id, { limit: 10 });
  expect(rows.map(({ text }) => text)).toEqual(["Let me in"]);
});

test("a manager can give a hidden enquiry to its caller; once returned it is hidden again", async () => {
  const { id } = await enquire(intruder);
  await assignAppeal(workspace.manager, id, { operator_id: operatorOf(intruder).operatorId });
  expect(await read(intruder, (tx) => getAppeal(tx, intruder, id))).toMatchObject({
    leadName: "Secret name",
  });
  expect(await leadIdsOf(intruder)).toContain(lead.id);
  await returnAppeal(intruder, id, { reason: "Not mine" });
  await expect(read(intruder, (tx) => getAppeal(tx, intruder, id))).rejects.toMatchObject({ status: 404 });
  expect(await leadIdsOf(intruder)).not.toContain(lead.id);
});

test("a new lead is visible to its caller, also by its second enquiry of the same batch", async () => {
  const twice = { lead_external_id: "new", source_id: sourceId, message: "Hi", lead_name: "Olena" };
  const [first, second] = await createAppealBatch(intruder, [twice, twice]);
  const { operatorId } = operatorOf(intruder);
  expect([first, second]).toMatchObject([
    { operatorId, leadName: "Olena" },
    { operatorId, leadName: "Olena" },
  ]);
});

test("a lead in another department's queue is not visible to the caller, even if it is created at the same moment", async () => {
  const { id: departmentId } = await createDepartment(workspace.manager, { name: "Key accounts" });
  const theirs = await createSource(workspace.manager, { name: "Key", department_id: departmentId });
  const message = { lead_external_id: "key", message: "Psst", lead_name: "Secret" };
  const [, second] = await createFromEnquiries([
    { ctx: workspace.job, input: { ...message, source_id: theirs.id } },
    { ctx: intruder, input: { ...message, source_id: sourceId, lead_name: undefined } },
  ]);
  expect(second).toMatchObject({ operatorId: null, status: "waiting", leadName: null, unreadCount: 0 });
  const third = await enquire(intruder, { lead_external_id: "key" });
  expect(third).toMatchObject({ operatorId: null, status: "waiting", leadName: null, unreadCount: 0 });
  expect(await asManager(third.id)).toMatchObject({ operatorId: null, leadName: "Secret" });
  const { rows } = await read(intruder, (tx) =>
    listEvents(tx, intruder, { subject_type: "lead" }, { limit: 9 }),
  );
  expect(rows.filter(({ subjectId }) => subjectId === third.leadId)).toEqual([]);
});

test("an API key's enquiry is answered in full", async () => {
  const appeal = await enquire(workspace.manager);
  expect(appeal).toMatchObject({ operatorId: operatorOf(intruder).operatorId, leadName: "Secret name" });
});
