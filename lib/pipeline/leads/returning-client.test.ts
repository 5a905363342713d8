import { beforeEach, expect, test } from "vitest";
import { operatorOf } from "#lib/auth/visible.ts";
import { createAppeal } from "#lib/conversations/appeals/create-appeals.ts";
import { getAppeal } from "#lib/conversations/appeals/queries.ts";
import { addMessages } from "#lib/conversations/messages/add-messages.ts";
import { read } from "#lib/core/transact.ts";
import { updateSettings } from "#lib/workspace/settings/update-settings.ts";
import { call } from "#testing/api.ts";
import { newLostLead, newUser, newWorkspace, type TestWorkspace } from "#testing/workspace.ts";
import * as messagesRoute from "../../../app/api/v1/leads/[id]/messages/route.ts";
import { assignLead } from "./assign-lead.ts";
import { moveLead } from "./move-lead.ts";
import { presentLead } from "./present.ts";
import { countLeads, getLead } from "./queries.ts";
import { renewLead } from "./renew-lead.ts";

let workspace: TestWorkspace;

beforeEach(async () => {
  workspace = await newWorkspace();
});

const byKey = (id: number) => ({ bearer: workspace.bearer, params: { id: String(id) } });

const leadJson = (id: number) =>
  read(workspace.manager, async (tx) => presentLead(await getLead(tx, workspace.manager, id)));

async function textsOf(id: number): Promise<string[]> {
  const { body } = await call(messagesRoute.GET, "GET", { ...byKey(id), query: "?sort=created_at" });
  return body.map((message) => (message as { text: string }).text);
}

const enquire = (message: string) =>
  createAppeal(workspace.manager, { lead_external_id: "tg-1", source: "partner", message });

test("a client who writes stays with the final lead unless the workspace chooses otherwise", async () => {
  const { id } = await newLostLead(workspace.manager, { external_id: "tg-1" });
  expect((await enquire("Hello")).leadId).toBe(id);
  const { lead } = await addMessages(workspace.manager, id, { text: "Hello?", direction: "in" });
  expect([lead.id, lead.messageCount]).toEqual([id, 2]);
});

test("an enquiry of a client creates one new lead if the workspace chose that, also when several arrive at once", async () => {
  await updateSettings(workspace.admin, { renew_final_leads: true });
  const { id } = await newLostLead(workspace.manager, { external_id: "tg-1", name: "Olena" });
  const appeals = await Promise.all(Array.from({ length: 10 }, (_, place) => enquire(`Line ${place}`)));
  const [successorId] = new Set(appeals.map(({ leadId }) => leadId));
  expect(new Set(appeals.map(({ leadId }) => leadId)).size).toBe(1);
  expect(await leadJson(successorId ?? 0)).toMatchObject({
    predecessor_id: id,
    external_id: "tg-1",
    stage: "new",
    message_count: 10,
    unread_count: 10,
  });
  expect(await leadJson(id)).toMatchObject({ successor_id: successorId, message_count: 0, stage: "lost" });
});

test("a message of a client creates a new lead; an answer or an increment of the count creates none", async () => {
  await updateSettings(workspace.admin, { renew_final_leads: true });
  const { id } = await newLostLead(workspace.manager, { external_id: "tg-1" });
  await addMessages(workspace.manager, id, { increment: 1 });
  await addMessages(workspace.manager, id, { text: "Farewell", direction: "out" });
  expect(await leadJson(id)).toMatchObject({ successor_id: null, message_count: 2 });
  const { status, body } = await call(messagesRoute.POST, "POST", {
    ...byKey(id),
    body: { text: "I am back", direction: "in" },
  });
  expect([status, body.message_count]).toEqual([201, 1]);
  expect(await leadJson(Number(body.lead_id))).toMatchObject({ predecessor_id: id, unread_count: 1 });
  expect(await textsOf(Number(body.lead_id))).toEqual(["Farewell", "I am back"]);
});

test("messages to an old lead go to the last lead of the chain, which is renewed if it is final too", async () => {
  await updateSettings(workspace.admin, { renew_final_leads: true });
  const { id } = await newLostLead(workspace.manager, { external_id: "tg-1" });
  const write = async (text: string) => {
    const { lead, message } = await addMessages(workspace.manager, id, { text, direction: "in" });
    expect(message?.leadId).toBe(lead.id);
    return lead;
  };
  const second = await write("1");
  expect(await write("2")).toMatchObject({ id: second.id, messageCount: 2, unreadCount: 2 });
  await moveLead(workspace.manager, second.id, { stage: "lost", lost_reason: "No answer" });
  const written = await Promise.all(["3", "4", "5"].map(write));
  const [third] = written;
  expect(new Set(written.map((lead) => lead.id)).size).toBe(1);
  expect(third?.predecessorId).toBe(second.id);
  expect(await leadJson(id)).toMatchObject({ successor_id: second.id, message_count: 0 });
  expect(await leadJson(third?.id ?? 0)).toMatchObject({ message_count: 3, stage: "new" });
  expect(await textsOf(third?.id ?? 0)).toHaveLength(5);
});

test("messages to an old lead stay there without the setting, and the company's own also with it", async () => {
  const { manager, admin } = workspace;
  const { id } = await newLostLead(manager, { external_id: "tg-1" });
  await renewLead(manager, id);
  expect((await addMessages(manager, id, { text: "Hello?", direction: "in" })).lead.id).toBe(id);
  await updateSettings(admin, { renew_final_leads: true });
  expect((await addMessages(manager, id, { text: "Farewell", direction: "out" })).lead.id).toBe(id);
  expect((await addMessages(manager, id, { increment: 1 })).lead.id).toBe(id);
});

test("an operator who sees only the old lead learns nothing of its successor from a message of the client", async () => {
  const { manager, operator, admin, job } = workspace;
  await updateSettings(admin, { renew_final_leads: true });
  const { id } = await newLostLead(operator, { external_id: "tg-1" });
  const successor = await renewLead(manager, id);
  const { operatorId } = operatorOf(await newUser(job, "operator"));
  await assignLead(manager, successor.id, { operator_id: operatorId });
  const { lead } = await addMessages(operator, id, { text: "Hello?", direction: "in" });
  expect([lead.id, lead.messageCount]).toEqual([id, 1]);
  expect(await textsOf(successor.id)).toEqual(["Hello?"]);
});

test("a client has one lead when enquiries arrive while the lead is renewed by hand", async () => {
  const { id } = await newLostLead(workspace.manager, { external_id: "tg-1" });
  const [successor, ...appeals] = await Promise.all([
    renewLead(workspace.manager, id),
    ...Array.from({ length: 10 }, (_, place) => enquire(`Line ${place}`)),
  ]);
  for (const appeal of appeals) {
    const { leadId } = await read(workspace.manager, (tx) => getAppeal(tx, workspace.manager, appeal.id));
    expect(leadId).toBe(successor.id);
  }
  expect(await read(workspace.manager, (tx) => countLeads(tx, workspace.manager, {}))).toBe(2);
});
