import { afterAll, expect, test } from "vitest";
import { closeListener } from "#db/listen.ts";
import { operatorOf } from "#lib/auth/visible.ts";
import { addMessages } from "#lib/conversations/messages/add-messages.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { read } from "#lib/core/transact.ts";
import { listEventsOf } from "#lib/insight/events/queries.ts";
import { canSeeEvent } from "#lib/insight/feed/access.ts";
import { feedHub } from "#lib/insight/feed/follow-feed.ts";
import type { FeedEvent } from "#lib/insight/feed/queries.ts";
import { assignLead } from "#lib/pipeline/leads/assign-lead.ts";
import { updateLead } from "#lib/pipeline/leads/update-lead.ts";
import { updateSettings } from "#lib/workspace/settings/update-settings.ts";
import { newLead, newUser, newWorkspace } from "#testing/workspace.ts";
import { analyzeLead } from "./analyze-lead.ts";
import { analyzeDueTask } from "./tasks.ts";

afterAll(closeListener);

const CHANGED = "lead.recommendation_changed";

async function changesOf(ctx: Ctx, id: number) {
  const { rows } = await read(ctx, (tx) => listEventsOf(tx, ctx, { type: "lead", id }, { limit: 200 }));
  return rows.filter(({ type }) => type === CHANGED);
}

/** A lead that the rules recommend to lose until a message arrives. */
async function hopelessLead(ctx: Ctx): Promise<number> {
  await updateSettings(ctx, { ai_provider: "rules" });
  const { id } = await newLead(ctx, { source: "manual", business_domain: null });
  const { assessment } = await analyzeLead(ctx, id);
  expect(assessment.recommendation).toBe("lost");
  return id;
}

test("a changed recommendation writes an event with both values and the provider", async () => {
  const { admin, job } = await newWorkspace();
  const id = await hopelessLead(admin);
  expect(await changesOf(admin, id)).toHaveLength(0);
  await addMessages(admin, id, { increment: 5 });
  expect(await analyzeDueTask(job)).toBe(1);
  const [change, ...more] = await changesOf(admin, id);
  expect(more).toHaveLength(0);
  expect(change).toMatchObject({
    actorKind: "job",
    before: { ai_recommendation: "lost" },
    after: { ai_recommendation: "continue_nurturing" },
  });
  expect(Object.keys(change?.after ?? {})).toEqual(["ai_recommendation"]);
});

test("the same recommendation with another score writes no event", async () => {
  const { admin } = await newWorkspace();
  const id = await hopelessLead(admin);
  await addMessages(admin, id, { increment: 5 });
  await analyzeLead(admin, id);
  await addMessages(admin, id, { increment: 5 });
  const { lead } = await analyzeLead(admin, id);
  expect(lead.aiRecommendation).toBe("continue_nurturing");
  expect(await changesOf(admin, id)).toHaveLength(1);
});

test("a cached score that is used again changes the recommendation back, once", async () => {
  const { admin } = await newWorkspace();
  await updateSettings(admin, { ai_provider: "rules" });
  const { id, businessDomain } = await newLead(admin);
  await analyzeLead(admin, id);
  const { version } = await updateLead(admin, id, { business_domain: null });
  await analyzeLead(admin, id);
  await updateLead(admin, id, { business_domain: businessDomain, version });
  const again = await Promise.all([1, 2, 3, 4].map(() => analyzeLead(admin, id)));
  expect(again.every(({ cached }) => cached)).toBe(true);
  const newestFirst = (await changesOf(admin, id)).map(({ after }) => after?.ai_recommendation);
  expect(newestFirst).toEqual(["transfer_to_sales", "continue_nurturing"]);
});

test("the owner gets the event live, and another operator does not", async () => {
  const { admin, operator, job, workspaceId } = await newWorkspace();
  const colleague = await newUser(job, "operator");
  const id = await hopelessLead(admin);
  await assignLead(admin, id, { operator_id: operatorOf(operator).operatorId });
  const heard: FeedEvent[] = [];
  const leave = await feedHub().subscribe(workspaceId, (events) => heard.push(...events));
  await addMessages(admin, id, { increment: 5 });
  await analyzeDueTask(job);
  await expect.poll(() => heard.find(({ type }) => type === CHANGED), { timeout: 5_000 }).toBeDefined();
  leave();
  const change = heard.find(({ type }) => type === CHANGED);
  if (!change) throw new Error("Nothing was heard");
  expect(change).toMatchObject({ subjectId: id, actorId: null });
  expect([operator, colleague, admin].map((ctx) => canSeeEvent(ctx, change))).toEqual([true, false, true]);
});
