import { count, eq, sql } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";

const fake = await vi.hoisted(async () => (await import("#testing/fake-llm.ts")).fakeLlm());

import { withWorkspace } from "#db/client.ts";
import { assessments } from "#db/schema/assessments.ts";
import { leads } from "#db/schema/leads.ts";
import { addMessages } from "#lib/conversations/messages/add-messages.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { read } from "#lib/core/transact.ts";
import { moveLead } from "#lib/pipeline/leads/move-lead.ts";
import { updateSettings } from "#lib/workspace/settings/update-settings.ts";
import { tenantFingerprint } from "#testing/fingerprint.ts";
import { newLead, newWorkspace } from "#testing/workspace.ts";
import { analyzeLead } from "./analyze-lead.ts";
import { analyzeDueTask } from "./tasks.ts";

vi.mock("./analyze-lead.ts", { spy: true });

afterAll(() => fake.stop());
beforeEach(() => fake.reset());

const SCORED_BY_RULES = { ai_provider: "rules" } as const;

async function leadWith(ctx: Ctx, messages: number): Promise<number> {
  const { id } = await newLead(ctx);
  if (messages > 0) await addMessages(ctx, id, { increment: messages });
  return id;
}

const assessmentsOf = (ctx: Ctx, leadId: number) =>
  read(ctx, async (tx) => {
    const rows = await tx.select({ n: count() }).from(assessments).where(eq(assessments.leadId, leadId));
    return rows[0]?.n;
  });

/** As if the score of a lead had been given this many days ago. */
const makeOld = ({ workspaceId }: Ctx, leadId: number, days: number) =>
  withWorkspace({ workspaceId }, async (tx) => {
    const earlier = (column: unknown) => sql`${column} - make_interval(days => ${days})`;
    await tx
      .update(leads)
      .set({ aiAnalyzedAt: earlier(leads.aiAnalyzedAt), createdAt: earlier(leads.createdAt) })
      .where(eq(leads.id, leadId));
    await tx
      .update(assessments)
      .set({ createdAt: earlier(assessments.createdAt) })
      .where(eq(assessments.leadId, leadId));
  });

describe("after new messages", () => {
  test("a lead is analysed after five new messages, and again after five more", async () => {
    const { admin, job } = await newWorkspace();
    await updateSettings(admin, SCORED_BY_RULES);
    const [four, five] = [await leadWith(admin, 4), await leadWith(admin, 5)];
    expect(await analyzeDueTask(job)).toBe(1);
    expect(await analyzeDueTask(job)).toBe(0);
    expect([await assessmentsOf(admin, four), await assessmentsOf(admin, five)]).toEqual([0, 1]);
    await addMessages(admin, five, { increment: 4 });
    expect(await analyzeDueTask(job)).toBe(0);
    await addMessages(admin, five, { text: "The fifth", direction: "in" });
    expect(await analyzeDueTask(job)).toBe(1);
    expect(await assessmentsOf(admin, five)).toBe(2);
  });

  test("an analysis by a person in between counts", async () => {
    const { admin, job } = await newWorkspace();
    const id = await leadWith(admin, 4);
    await analyzeLead(admin, id);
    await addMessages(admin, id, { increment: 1 });
    expect(await analyzeDueTask(job)).toBe(0);
  });

  test("the number is the workspace's setting, and 0 turns automatic scoring off", async () => {
    const { admin, job } = await newWorkspace();
    const id = await leadWith(admin, 2);
    await updateSettings(admin, { ...SCORED_BY_RULES, ai_analyze_after_messages: 2 });
    expect(await analyzeDueTask(job)).toBe(1);
    await makeOld(admin, id, 30);
    await addMessages(admin, id, { increment: 9 });
    await updateSettings(admin, { ai_analyze_after_messages: 0 });
    expect(await analyzeDueTask(job)).toBe(0);
  });

  test("won and lost leads, and other workspaces' leads, are not analysed", async () => {
    const [mine, other] = [await newWorkspace(), await newWorkspace()];
    await updateSettings(mine.admin, SCORED_BY_RULES);
    const id = await leadWith(mine.admin, 9);
    await moveLead(mine.admin, id, { stage: "lost", lost_reason: "No" });
    const theirs = await leadWith(other.admin, 9);
    expect(await analyzeDueTask(mine.job)).toBe(0);
    expect(await assessmentsOf(other.admin, theirs)).toBe(0);
  });
});

test("an old score of an open lead is renewed, once", async () => {
  const { admin, job } = await newWorkspace();
  await updateSettings(admin, { ...SCORED_BY_RULES, ai_stale_days: 3 });
  const [old, fresh, never] = [await leadWith(admin, 0), await leadWith(admin, 0), await leadWith(admin, 0)];
  await analyzeLead(admin, old);
  await analyzeLead(admin, fresh);
  await makeOld(admin, old, 4);
  expect(await analyzeDueTask(job)).toBe(1);
  expect(await analyzeDueTask(job)).toBe(0);
  expect(await Promise.all([old, fresh, never].map((id) => assessmentsOf(admin, id)))).toEqual([2, 1, 0]);
});

test("two simultaneous runs, as after a killed worker, score a lead once", async () => {
  const { admin, job } = await newWorkspace();
  await updateSettings(admin, { ai_provider: "openai" });
  const id = await leadWith(admin, 5);
  await Promise.all([analyzeDueTask(job), analyzeDueTask(job), analyzeDueTask(job)]);
  expect(await assessmentsOf(admin, id)).toBe(1);
  expect(fake.calls).toBe(1);
});

test("a lead whose analysis fails does not block the others", async () => {
  const { admin, job } = await newWorkspace();
  await updateSettings(admin, SCORED_BY_RULES);
  const [fine, broken] = [await leadWith(admin, 5), await leadWith(admin, 5)];
  vi.mocked(analyzeLead).mockRejectedValueOnce(new RangeError("This lead fails on purpose"));
  expect(await analyzeDueTask(job)).toBe(1);
  expect([await assessmentsOf(admin, fine), await assessmentsOf(admin, broken)]).toEqual([1, 0]);
});

describe("with an LLM", () => {
  test("a run uses half of the calls of a minute, for the most recently changed leads", async () => {
    const { admin, job } = await newWorkspace();
    await updateSettings(admin, { ...SCORED_BY_RULES });
    const old = await leadWith(admin, 0);
    await analyzeLead(admin, old);
    await makeOld(admin, old, 30);
    const written = [await leadWith(admin, 5), await leadWith(admin, 5), await leadWith(admin, 5)];
    await updateSettings(admin, { ai_provider: "openai", ai_calls_per_minute: 6 });
    expect(await analyzeDueTask(job)).toBe(3);
    expect(await Promise.all(written.map((id) => assessmentsOf(admin, id)))).toEqual([1, 1, 1]);
    expect(await assessmentsOf(admin, old)).toBe(1);
  });

  test("a used-up budget ends the run without an error, and changes nothing", async () => {
    const { admin, job } = await newWorkspace();
    await updateSettings(admin, { ai_provider: "openai", ai_calls_per_minute: 1 });
    for (const _ of [1, 2]) await leadWith(admin, 5);
    // A minute may begin between the runs, so the calls of each run are counted.
    expect(await analyzeDueTask(job)).toBe(1);
    const again = await analyzeDueTask(job);
    expect(fake.calls).toBe(1 + again);
  });

  test("an LLM that does not answer is called once in a run, and for another lead in the next", async () => {
    const { admin, job, workspaceId } = await newWorkspace();
    await updateSettings(admin, { ai_provider: "openai" });
    const ids = [await leadWith(admin, 5), await leadWith(admin, 5)];
    const before = await tenantFingerprint(workspaceId);
    fake.behave({ behaviour: "refusal", times: 1 });
    expect(await analyzeDueTask(job)).toBe(0);
    expect(fake.calls).toBe(1);
    expect(await tenantFingerprint(workspaceId)).toMatchObject({
      leads: before.leads,
      events: before.events,
    });
    // The later lead was first and was refused. Now it comes after the other and blocks none.
    fake.behave({ behaviour: "good", times: 1 });
    expect(await analyzeDueTask(job)).toBe(2);
    expect(await Promise.all(ids.map((id) => assessmentsOf(admin, id)))).toEqual([1, 1]);
    const order = await read(admin, (tx) =>
      tx.select({ leadId: assessments.leadId }).from(assessments).orderBy(assessments.id),
    );
    expect(order.map(({ leadId }) => leadId)).toEqual(ids);
  });
});
