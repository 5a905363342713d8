import { and, desc, eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { withWorkspace } from "#db/client.ts";
import { events } from "#db/schema/events.ts";
import { operators } from "#db/schema/operators.ts";
import { operatorOf } from "#lib/auth/visible.ts";
import { setPresence } from "#lib/conversations/staffing/set-presence.ts";
import { setWeights } from "#lib/conversations/staffing/set-weights.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { read } from "#lib/core/transact.ts";
import { getLead } from "#lib/pipeline/leads/queries.ts";
import { updateLead } from "#lib/pipeline/leads/update-lead.ts";
import { newLead, newSource, newWorkspace } from "#testing/workspace.ts";
import { acceptAppeal } from "./accept-appeal.ts";
import { createAppeal, createFromEnquiries } from "./create-appeals.ts";
import { takeBackFromAbsentTask } from "./tasks.ts";

/** The events of a lead or operator, the newest first. */
const eventsOf = (ctx: Ctx, subject: "lead" | "operator", id: number) =>
  read(ctx, async (tx) =>
    tx
      .select({ type: events.type, before: events.before, after: events.after })
      .from(events)
      .where(and(eq(events.subjectType, subject), eq(events.subjectId, id)))
      .orderBy(desc(events.id)),
  );

const leadOf = (ctx: Ctx, id: number) => read(ctx, (tx) => getLead(tx, ctx, id));

// Red before 2026-11-30: without a message there was no event, and the version did not change in either case.
test("an enquiry that fills in fields of a known lead writes an event and a new version", async () => {
  const workspace = await newWorkspace();
  const { manager } = workspace;
  const { source } = await newSource(workspace);
  const lead = await newLead(manager, { external_id: "known" });
  const client = { lead_external_id: "known", source_id: source.id };

  await createAppeal(manager, { ...client, lead_name: "Olena", lead_phone: "+380441234567" });
  expect((await eventsOf(manager, "lead", lead.id))[0]).toEqual({
    type: "lead.updated",
    before: { name: null, phone: null },
    after: { name: "Olena", phone: "+380441234567" },
  });
  const filledIn = await leadOf(manager, lead.id);
  expect(filledIn).toMatchObject({ name: "Olena", version: lead.version + 1 });
  await expect(
    updateLead(manager, lead.id, { name: "Another name", version: lead.version }),
  ).rejects.toMatchObject({ code: "stale_version" });

  await createAppeal(manager, { ...client, message: "Hello", lead_email: "olena@example.com" });
  expect((await eventsOf(manager, "lead", lead.id)).slice(0, 2)).toEqual([
    { type: "lead.messages_added", before: { message_count: 0 }, after: { message_count: 1 } },
    { type: "lead.updated", before: { email: null }, after: { email: "olena@example.com" } },
  ]);
  expect((await leadOf(manager, lead.id)).version).toBe(lead.version + 2);
});

test("a readable contact replaces an unreadable one, which the history keeps", async () => {
  const workspace = await newWorkspace();
  const { manager } = workspace;
  const { source } = await newSource(workspace);
  const client = { lead_external_id: "known", source_id: source.id };
  const { leadId } = await createAppeal(manager, { ...client, lead_phone: "call me", lead_email: "at mail" });
  const raw = await leadOf(manager, leadId);
  await createAppeal(manager, { ...client, lead_phone: "044 123 45 67", lead_email: "Olena@Mail.example" });
  expect(await leadOf(manager, leadId)).toMatchObject({
    phone: "+380441234567",
    phoneWritten: "044 123 45 67",
    phoneIsRaw: false,
    email: "olena@mail.example",
    emailIsRaw: false,
    version: raw.version + 1,
  });
  expect((await eventsOf(manager, "lead", leadId))[0]).toMatchObject({
    type: "lead.updated",
    before: { phone: "call me", email: "at mail" },
    after: { phone: "+380441234567", email: "olena@mail.example" },
  });
  await createAppeal(manager, { ...client, lead_phone: "0447654321", lead_email: "nowhere" });
  expect(await leadOf(manager, leadId)).toMatchObject({
    phone: "+380441234567",
    email: "olena@mail.example",
    version: raw.version + 1,
  });
});

test("a number that only a newer server can read creates a new version of the lead too", async () => {
  const workspace = await newWorkspace();
  const { manager } = workspace;
  const { source } = await newSource(workspace);
  const lead = await newLead(manager, { external_id: "known", phone: "+380441234567" });
  await withWorkspace({ workspaceId: workspace.workspaceId }, (tx) =>
    tx.execute(sql`update leads set phone_is_raw = true`),
  );
  const enquiry = { lead_external_id: "known", source_id: source.id, lead_phone: "+380441234567" };
  await createAppeal(manager, enquiry);
  expect(await leadOf(manager, lead.id)).toMatchObject({ phoneIsRaw: false, version: lead.version + 1 });
});

test("an enquiry without new data of its lead writes no event of the lead", async () => {
  const workspace = await newWorkspace();
  const { manager } = workspace;
  const { source } = await newSource(workspace);
  const lead = await newLead(manager, { external_id: "known", name: "Olena" });
  await createAppeal(manager, { lead_external_id: "known", source_id: source.id, lead_name: "Another" });
  expect(await leadOf(manager, lead.id)).toMatchObject({ name: "Olena", updatedAt: lead.updatedAt });
  expect((await eventsOf(manager, "lead", lead.id)).map(({ type }) => type)).toEqual(["lead.created"]);
});

test("two enquiries of one client in one batch create one version", async () => {
  const workspace = await newWorkspace();
  const { manager } = workspace;
  const { source } = await newSource(workspace);
  const lead = await newLead(manager, { external_id: "known" });
  const input = { lead_external_id: "known", source_id: source.id };
  await createFromEnquiries([
    { ctx: manager, input: { ...input, lead_name: "Olena" } },
    { ctx: manager, input: { ...input, lead_phone: "+380441234567", message: "Hello" } },
  ]);
  expect(await leadOf(manager, lead.id)).toMatchObject({
    name: "Olena",
    phone: "+380441234567",
    messageCount: 1,
    version: lead.version + 1,
  });
});

test("accepting sets the lead's owner in a new version", async () => {
  const workspace = await newWorkspace();
  const { manager } = workspace;
  const { source } = await newSource(workspace);
  const appeal = await createAppeal(manager, { lead_external_id: "new", source_id: source.id });
  const before = await leadOf(manager, appeal.leadId);
  await acceptAppeal(manager, appeal.id);
  const after = await leadOf(manager, appeal.leadId);
  expect(after).toMatchObject({ ownerId: appeal.operatorId, version: before.version + 1 });
  await expect(
    updateLead(manager, after.id, { name: "Olena", version: before.version }),
  ).rejects.toMatchObject({ code: "stale_version" });
});

test("the log shows the last presence of an operator marked absent, and offline before their return", async () => {
  const { manager, operator: person, job, workspaceId } = await newWorkspace();
  const { operatorId } = operatorOf(person);
  const silence = () =>
    withWorkspace({ workspaceId }, (tx) =>
      tx.update(operators).set({ presenceAt: sql`now() - interval '121 seconds'` }),
    );
  const newest = async () => (await eventsOf(manager, "operator", operatorId))[0];
  const { source } = await newSource({ manager }, { operatorCount: 0 });
  await setWeights(manager, source.id, [{ operator_id: operatorId, weight: 1 }]);

  await setPresence(person, operatorId, { state: "away" });
  await silence();
  await takeBackFromAbsentTask(job);
  expect(await newest()).toMatchObject({ before: { presence: "away" }, after: { presence: "offline" } });

  await setPresence(person, operatorId, { state: "online" });
  await silence();
  // The job has not run in between.
  await setPresence(person, operatorId, { state: "online" });
  expect(await newest()).toMatchObject({ before: { presence: "offline" }, after: { presence: "online" } });

  await silence();
  await takeBackFromAbsentTask(job);
  expect(await newest()).toMatchObject({ before: { presence: "online" }, after: { presence: "offline" } });
});
