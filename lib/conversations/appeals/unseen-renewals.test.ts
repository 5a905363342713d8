import { beforeEach, expect, test } from "vitest";
import { operatorOf } from "#lib/auth/visible.ts";
import { addMessages } from "#lib/conversations/messages/add-messages.ts";
import { readConversation } from "#lib/conversations/messages/read-conversation.ts";
import { setWeights } from "#lib/conversations/staffing/set-weights.ts";
import { updateOperator } from "#lib/conversations/staffing/update-operator.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { read } from "#lib/core/transact.ts";
import { listLeads } from "#lib/pipeline/leads/list-leads.ts";
import type { LeadRow } from "#lib/pipeline/leads/queries.ts";
import { updateSettings } from "#lib/workspace/settings/update-settings.ts";
import { createSource } from "#lib/workspace/sources/create-source.ts";
import { newLostLead, newUser, newWorkspace, type TestWorkspace } from "#testing/workspace.ts";
import { createAppeal, createFromEnquiries } from "./create-appeals.ts";
import { getAppeal } from "./queries.ts";

// The lost lead of a deactivated operator, in a workspace that renews final leads. The intruder is the only operator
// with a share of the source.
let workspace: TestWorkspace;
let intruder: Ctx;
let lead: LeadRow;
let sourceId: number;

beforeEach(async () => {
  workspace = await newWorkspace();
  const { admin, manager, operator: owner } = workspace;
  await updateSettings(admin, { renew_final_leads: true });
  intruder = await newUser(workspace.job, "operator");
  lead = await newLostLead(owner, { external_id: "vip", name: "Secret name" });
  await addMessages(manager, lead.id, { text: "Between us", direction: "out" });
  await updateOperator(manager, operatorOf(owner).operatorId, { is_active: false });
  sourceId = (await createSource(manager, { name: "Form" })).id;
  await setWeights(manager, sourceId, [{ operator_id: operatorOf(intruder).operatorId, weight: 1 }]);
});

const enquiry = () => ({ lead_external_id: "vip", source_id: sourceId, message: "Let me in" });
const asManager = (id: number) => read(workspace.manager, (tx) => getAppeal(tx, workspace.manager, id));
const leadsSeen = (ctx: Ctx) =>
  read(ctx, async (tx) => JSON.parse((await listLeads(tx, ctx, {}, { limit: 200 })).json));

test("an operator's enquiry for a final lead that they can't see shows neither the lead nor a successor", async () => {
  const appeal = await createAppeal(intruder, enquiry());
  expect(appeal).toMatchObject({ leadId: lead.id, leadName: null, operatorId: null, status: "waiting" });
  expect(await leadsSeen(intruder)).toEqual([]);
  await expect(readConversation(intruder, appeal.leadId, { limit: 9 })).rejects.toMatchObject({
    status: 404,
  });
  expect(await asManager(appeal.id)).toMatchObject({
    operatorId: null,
    hiddenFrom: operatorOf(intruder).operatorId,
    lastMessage: { text: "Let me in" },
  });
});

test("when the client then writes through a channel, they get a new lead with the open enquiry", async () => {
  const hidden = await createAppeal(intruder, enquiry());
  const written = await createAppeal(workspace.manager, { ...enquiry(), message: "I am back" });
  expect(written.leadId).not.toBe(lead.id);
  expect(await asManager(hidden.id)).toMatchObject({ leadId: written.leadId });
  await expect(read(intruder, (tx) => getAppeal(tx, intruder, hidden.id))).rejects.toMatchObject({
    status: 404,
  });
});

test("an enquiry stays hidden from its caller when another of the same transaction renews the lead", async () => {
  const [hidden, written] = await createFromEnquiries([
    { ctx: intruder, input: enquiry() },
    { ctx: workspace.manager, input: { ...enquiry(), message: "I am back" } },
  ]);
  if (!hidden || hidden instanceof Error || !written || written instanceof Error)
    throw new Error("Not taken");
  expect(written.leadId).not.toBe(lead.id);
  expect(hidden).toMatchObject({
    leadId: written.leadId,
    leadName: null,
    operatorId: null,
    status: "waiting",
  });
  expect(await asManager(hidden.id)).toMatchObject({ hiddenFrom: operatorOf(intruder).operatorId });
});
