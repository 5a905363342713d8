import { asc } from "drizzle-orm";
import { expect, test } from "vitest";
import { events } from "#db/schema/events.ts";
import { makeCtx } from "#lib/auth/ctx.ts";
import { operatorOf } from "#lib/auth/visible.ts";
import { answerAppeal } from "#lib/conversations/appeals/answer-appeal.ts";
import { assignAppeal } from "#lib/conversations/appeals/assign-appeal.ts";
import { createAppeal } from "#lib/conversations/appeals/create-appeals.ts";
import { returnAppeal } from "#lib/conversations/appeals/return-appeal.ts";
import { addMessages } from "#lib/conversations/messages/add-messages.ts";
import { readConversation } from "#lib/conversations/messages/read-conversation.ts";
import { setWeights } from "#lib/conversations/staffing/set-weights.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { read } from "#lib/core/transact.ts";
import { listEvents } from "#lib/insight/events/queries.ts";
import { assignLead } from "#lib/pipeline/leads/assign-lead.ts";
import { markLeadRead } from "#lib/pipeline/leads/mark-lead-read.ts";
import { updateLead } from "#lib/pipeline/leads/update-lead.ts";
import { createSource } from "#lib/workspace/sources/create-source.ts";
import { newLead, newUser, newWorkspace } from "#testing/workspace.ts";
import { canSeeEvent } from "./access.ts";

/** The events that this person's stream has; the log must show the same ones. */
async function heardBy(ctx: Ctx): Promise<string[]> {
  const all = await read(ctx, async (tx) => await tx.select().from(events).orderBy(asc(events.id)));
  const heard = all.filter((event) => canSeeEvent(ctx, event)).map(({ type }) => type);
  const { rows } = await read(ctx, (tx) => listEvents(tx, ctx, {}, { limit: 200 }));
  expect(rows.map(({ type }) => type).reverse()).toEqual(heard);
  return heard;
}

const incoming = { text: "Do you deliver?", direction: "in" } as const;

test("an operator who answers another owner's lead gets its events, only while they answer it", async () => {
  const { manager, operator: owner, job, workspaceId } = await newWorkspace();
  const [answering, other] = await Promise.all([newUser(job, "operator"), newUser(job, "operator")]);
  const source = await createSource(manager, { name: "Bot" });
  await setWeights(manager, source.id, [{ operator_id: operatorOf(answering).operatorId, weight: 1 }]);
  const lead = await newLead(owner, { external_id: "tg-1" });
  const appeal = await createAppeal(job, { source_id: source.id, lead_external_id: "tg-1" });
  await addMessages(job, lead.id, incoming);
  await answerAppeal(answering, appeal.id, incoming);
  await answerAppeal(answering, appeal.id, { text: "Yes" });
  await readConversation(outsider(workspaceId), lead.id, { limit: 10 });
  await addMessages(job, lead.id, incoming);
  await markLeadRead(owner, lead.id);
  await updateLead(owner, lead.id, { name: "Olena" });
  const unserved = await createSource(manager, { name: "Form" });
  await createAppeal(job, { source_id: unserved.id, lead_external_id: "tg-1", message: "Are you there?" });
  const heard = [
    "lead.messages_added",
    "lead.messages_added",
    "lead.messages_added",
    "message.delivered",
    "lead.messages_added",
    "lead.messages_read",
    "lead.updated",
    "lead.messages_added",
  ];
  const ofLead = async (ctx: Ctx) =>
    (await heardBy(ctx)).filter((type) => /^(lead|message)\./.test(type) && type !== "lead.created");
  expect(await ofLead(answering)).toEqual(heard);
  expect(await ofLead(owner)).toEqual(heard);
  expect(await heardBy(other)).toEqual(["appeal.created"]);
  await assignAppeal(manager, appeal.id, { operator_id: operatorOf(owner).operatorId });
  await addMessages(job, lead.id, incoming);
  expect((await heardBy(answering)).at(-1)).toBe("appeal.assigned");
});

test("a queue's stream has events of leads that enter and leave it", async () => {
  const { manager, operator, job } = await newWorkspace();
  const colleague = await newUser(job, "operator");
  const source = await createSource(manager, { name: "Bot" });
  const { operatorId } = operatorOf(operator);
  const appeal = await createAppeal(job, { source_id: source.id, lead_external_id: "tg-1" });
  await assignAppeal(manager, appeal.id, { operator_id: operatorId });
  // The lead is unassigned, so the colleague sees it too.
  await addMessages(job, appeal.leadId, incoming);
  await returnAppeal(operator, appeal.id, { reason: "Not mine" });
  await assignLead(manager, appeal.leadId, { operator_id: operatorId });
  const all = [
    "lead.created",
    "appeal.created",
    "appeal.assigned",
    "lead.messages_added",
    "appeal.returned",
    "lead.assigned",
  ];
  expect((await heardBy(colleague)).toSorted()).toEqual(all.toSorted());
  await addMessages(job, appeal.leadId, incoming);
  expect(await heardBy(colleague)).toHaveLength(all.length);
});

const outsider = (workspaceId: number) =>
  makeCtx(workspaceId, { kind: "api_key", id: 1, name: "Bot" }, "manager");
