import { expect, test } from "vitest";
import { operatorOf } from "#lib/auth/visible.ts";
import { createAppeal } from "#lib/conversations/appeals/create-appeals.ts";
import { addMessages } from "#lib/conversations/messages/add-messages.ts";
import { setWeights } from "#lib/conversations/staffing/set-weights.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { read } from "#lib/core/transact.ts";
import { listEvents } from "#lib/insight/events/queries.ts";
import { createSource } from "#lib/workspace/sources/create-source.ts";
import { newLead, newUser, newWorkspace } from "#testing/workspace.ts";
import { assignLead } from "./assign-lead.ts";
import { markLeadRead } from "./mark-lead-read.ts";
import { getLead, listLeadIds } from "./queries.ts";

const incoming = { text: "Do you deliver?", direction: "in" } as const;

const unreadOf = (ctx: Ctx, leadId: number) =>
  read(ctx, (tx) => getLead(tx, ctx, leadId)).then(({ unreadCount }) => unreadCount);
const unreadLeads = (ctx: Ctx) => read(ctx, (tx) => listLeadIds(tx, ctx, { attention: "unread" }, 10));

test("a client's messages are unread until the owner has seen them; a manager's reading does not count", async () => {
  const { manager, operator, job } = await newWorkspace();
  const { id } = await newLead(manager);
  await assignLead(manager, id, { operator_id: operatorOf(operator).operatorId });
  await addMessages(job, id, incoming);
  await addMessages(job, id, incoming);
  await addMessages(job, id, { increment: 3 });
  expect(await unreadOf(manager, id)).toBe(2);
  expect(await unreadLeads(manager)).toEqual([id]);
  expect(await markLeadRead(manager, id)).toMatchObject({ unreadCount: 2 });
  const other = await newUser(job, "operator");
  await expect(markLeadRead(other, id)).rejects.toMatchObject({ status: 404 });
  expect(await markLeadRead(operator, id)).toMatchObject({ unreadCount: 0 });
  expect(await unreadLeads(manager)).toEqual([]);
  await markLeadRead(operator, id);
  const { rows } = await read(manager, (tx) =>
    listEvents(tx, manager, { type: "lead.messages_read", subject_id: id }, { limit: 10 }),
  );
  expect(rows).toHaveLength(1);
});

test("an operator who answers has read the messages, and of an unassigned lead any reader", async () => {
  const { manager, job } = await newWorkspace();
  const { id } = await newLead(manager);
  await addMessages(job, id, incoming);
  await addMessages(manager, id, { text: "Yes", direction: "out" });
  expect(await unreadOf(manager, id)).toBe(0);
  await addMessages(job, id, incoming);
  expect(await markLeadRead(manager, id)).toMatchObject({ unreadCount: 0 });
});

test("the message of an enquiry, of a new client or a known one, is unread until its operator has seen it", async () => {
  const { manager, operator, job } = await newWorkspace();
  const source = await createSource(manager, { name: "Bot" });
  const { operatorId } = operatorOf(operator);
  await setWeights(manager, source.id, [{ operator_id: operatorId, weight: 1 }]);
  const enquiry = { source_id: source.id, lead_external_id: "tg-1" };
  const first = await createAppeal(job, { ...enquiry, message: "Hello" });
  expect(first.operatorId).toBe(operatorId);
  await createAppeal(job, enquiry);
  expect(await unreadOf(manager, first.leadId)).toBe(1);
  await createAppeal(job, { ...enquiry, message: "Are you there?" });
  expect(await unreadOf(manager, first.leadId)).toBe(2);
  await assignLead(manager, first.leadId, { operator_id: operatorOf(manager).operatorId });
  expect(await markLeadRead(operator, first.leadId)).toMatchObject({ unreadCount: 0 });
});
