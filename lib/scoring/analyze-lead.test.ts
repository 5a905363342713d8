import pg from "pg";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";

const fake = await vi.hoisted(async () => {
  // A name for this file's connections, because other tests use the same database.
  const database = new URL(process.env.DATABASE_URL ?? "");
  database.searchParams.set("application_name", "analyze-lead.test");
  process.env.DATABASE_URL = database.href;
  return (await import("#testing/fake-llm.ts")).fakeLlm();
});

import { eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { assessments } from "#db/schema/assessments.ts";
import { addMessages } from "#lib/conversations/messages/add-messages.ts";
import { MINUTE } from "#lib/core/clock.ts";
import { read, transact } from "#lib/core/transact.ts";
import { getLead } from "#lib/pipeline/leads/queries.ts";
import { updateLead } from "#lib/pipeline/leads/update-lead.ts";
import { updateSettings } from "#lib/workspace/settings/update-settings.ts";
import type { Behaviour } from "#testing/fakes/openai.ts";
import { CALLS_OF_AI, tenantFingerprint } from "#testing/fingerprint.ts";
import { newLead, newWorkspace, type TestWorkspace } from "#testing/workspace.ts";
import { analyzeLead } from "./analyze-lead.ts";
import { listAssessments } from "./queries.ts";
import { endLease, takeLease } from "./take-lease.ts";

/** Waits without using the database. */
const IN_TRANSACTION = "state like 'idle in transaction%'";
const unavailable = { status: 503, code: "ai_unavailable", message: "AI service unavailable" };

beforeEach(() => fake.reset());
afterAll(() => fake.stop());

const newLeads = ({ manager }: TestWorkspace, count: number) =>
  Promise.all(Array.from({ length: count }, () => newLead(manager)));

describe("one call answers all simultaneous requests", () => {
  test("200 analyses of 20 leads at once call the LLM 20 times", async () => {
    const workspace = await newWorkspace();
    const leads = await newLeads(workspace, 20);
    fake.behave({ behaviour: "slow" });
    const analyses = await Promise.all(
      Array.from({ length: 200 }, (_, place) =>
        analyzeLead(workspace.operator, leads[place % 20]?.id ?? 0, { force: place % 3 === 0 }),
      ),
    );
    expect(fake.calls).toBe(20);
    expect(analyses.filter(({ cached }) => !cached)).toHaveLength(20);
    expect(new Set(analyses.map(({ assessment }) => assessment.id)).size).toBe(20);
  });

  test("including those of another process", async () => {
    const workspace = await newWorkspace();
    const leads = await newLeads(workspace, 20);
    vi.resetModules();
    const another = await import("./analyze-lead.ts");
    const analyses = await Promise.all(
      Array.from({ length: 200 }, (_, place) => {
        const analyze = place < 100 ? another.analyzeLead : analyzeLead;
        return analyze(workspace.operator, leads[place % 20]?.id ?? 0);
      }),
    );
    expect(fake.calls).toBe(20);
    expect(new Set(analyses.map(({ assessment }) => assessment.id)).size).toBe(20);
  });

  test("including one that is stored between the look-up and the lease", async () => {
    const { admin, operator, manager } = await newWorkspace();
    const lead = await newLead(manager);
    const { assessment } = await analyzeLead(operator, lead.id);
    const setHash = (tx: Tx, inputHash: string) =>
      tx.update(assessments).set({ inputHash }).where(eq(assessments.id, assessment.id));
    const lease = await transact(admin, async (tx) => {
      await setHash(tx, "not there yet");
      return takeLease(tx, admin, lead.id, new Date());
    });
    const late = await transact(admin, async (tx) => {
      await setHash(tx, assessment.inputHash);
      if (lease) await endLease(tx, lease);
      const analysis = analyzeLead(operator, lead.id);
      await vi.waitFor(async () => expect(await sessions("wait_event_type = 'Lock'")).toBe(1));
      return { analysis };
    });
    expect(await late.analysis).toMatchObject({ cached: true, assessment: { id: assessment.id } });
    expect(fake.calls).toBe(1);
  });

  test("including a failure: waiting requests do not call an LLM that is down", async () => {
    const workspace = await newWorkspace();
    const lead = await newLead(workspace.manager);
    fake.behave({ behaviour: "server_error" });
    const analyses = await Promise.allSettled(
      Array.from({ length: 40 }, () => analyzeLead(workspace.operator, lead.id)),
    );
    for (const analysis of analyses) expect(analysis).toMatchObject({ reason: unavailable });
    expect(fake.calls).toBe(3);

    fake.behave({ behaviour: "good" });
    await expect(analyzeLead(workspace.operator, lead.id)).resolves.toMatchObject({ cached: false });
  });
});

describe("a score is cached", () => {
  test("with its cost, and requested again only after a change, when it is old, or by force", async () => {
    const { admin, operator, manager } = await newWorkspace();
    const lead = await newLead(manager);
    const first = await analyzeLead(operator, lead.id);
    expect(first.assessment).toMatchObject({
      provider: "openai",
      model: "gpt-4o-mini",
      promptTokens: 400,
      completionTokens: 100,
      costUsd: 0.00012,
      reason: "It came well recommended and answers quickly.",
    });
    expect((await analyzeLead(operator, lead.id)).assessment.id).toBe(first.assessment.id);
    expect(fake.calls).toBe(1);

    expect((await analyzeLead(operator, lead.id, { force: true })).cached).toBe(false);
    expect(fake.calls).toBe(2);

    await addMessages(operator, lead.id, { text: "We need it by Friday", direction: "in" });
    expect((await analyzeLead(operator, lead.id)).cached).toBe(false);
    expect(fake.calls).toBe(3);

    await updateSettings(admin, { ai_cache_ttl_seconds: 0 });
    expect((await analyzeLead(operator, lead.id)).cached).toBe(false);
    expect(fake.calls).toBe(4);
  });

  test("computed from the newest messages only, each shortened", async () => {
    const { operator, manager } = await newWorkspace();
    const lead = await newLead(manager);
    for (let place = 1; place <= 25; place += 1) {
      await addMessages(operator, lead.id, { text: `${place} ${"ї".repeat(600)}`, direction: "in" });
    }
    await analyzeLead(operator, lead.id);
    const data = fake.questions[0]?.messages.at(-1)?.content.split("\n")[1] ?? "";
    const { conversation } = JSON.parse(data) as { conversation: { text: string }[] };
    expect(conversation.map(({ text }) => Number.parseInt(text, 10))).toEqual(
      Array.from({ length: 20 }, (_, place) => place + 6),
    );
    expect(conversation.every(({ text }) => text.length === 500)).toBe(true);
  });

  test("by the rules: without messages, and not counted in the budget", async () => {
    const { admin, operator, manager } = await newWorkspace();
    await updateSettings(admin, { ai_provider: "rules", ai_calls_per_minute: 1 });
    for (const lead of [await newLead(manager), await newLead(manager)]) {
      const { assessment } = await analyzeLead(operator, lead.id);
      expect(assessment).toMatchObject({ provider: "rules", promptTokens: null, costUsd: null });
    }
    expect(fake.calls).toBe(0);
  });
});

test("the budget of a minute holds for simultaneous requests", async () => {
  const budget = 5;
  const workspace = await newWorkspace();
  await updateSettings(workspace.admin, { ai_calls_per_minute: budget });
  const leads = await newLeads(workspace, 30);
  const minuteOf = () => Math.floor(Date.now() / MINUTE);
  const before = minuteOf();
  const analyses = await Promise.allSettled(leads.map(({ id }) => analyzeLead(workspace.operator, id)));
  // The minute may change during the requests.
  expect(fake.calls).toBeGreaterThanOrEqual(budget);
  expect(fake.calls).toBeLessThanOrEqual(budget * (minuteOf() - before + 1));
  const refused = analyses.filter(({ status }) => status === "rejected");
  expect(refused).toHaveLength(leads.length - fake.calls);
  for (const refusal of refused) {
    expect(refusal).toMatchObject({ reason: { status: 503, code: "ai_budget_exhausted" } });
  }
  const rows = await Promise.all(
    leads.map(({ id }) => read(workspace.admin, (tx) => getLead(tx, workspace.admin, id))),
  );
  expect(rows.filter(({ aiScore }) => aiScore === null)).toHaveLength(refused.length);
});

describe("a failed call changes nothing", () => {
  test.each<[Behaviour]>([
    ["refusal"],
    ["truncated"],
    ["bad_json"],
    ["out_of_range"],
    ["rate_limited"],
    ["server_error"],
  ])("%s", async (behaviour) => {
    const { workspaceId, operator, manager } = await newWorkspace();
    const lead = await newLead(manager);
    const before = await tenantFingerprint(workspaceId, { without: CALLS_OF_AI });
    fake.behave({ behaviour });
    await expect(analyzeLead(operator, lead.id)).rejects.toMatchObject(unavailable);
    await expect(analyzeLead(operator, lead.id, { force: true })).rejects.toMatchObject(unavailable);
    expect(await tenantFingerprint(workspaceId, { without: CALLS_OF_AI })).toEqual(before);
  });

  // Last, because it opens the breaker.
  test("while every call hangs there is no open transaction, and other requests work", async () => {
    const [hanging, working] = [await newWorkspace(), await newWorkspace()];
    // More than the connections of the pool.
    const leads = await newLeads(hanging, 15);
    const before = await tenantFingerprint(hanging.workspaceId, { without: CALLS_OF_AI });
    fake.behave({ behaviour: "hang" });
    const analyses = Promise.allSettled(
      [...leads, ...leads].map(({ id }) => analyzeLead(hanging.operator, id)),
    );
    await vi.waitFor(() => expect(fake.waiting).toBe(15), { timeout: 8_000 });

    await vi.waitFor(async () => expect(await sessions(IN_TRANSACTION)).toBe(0));
    const lead = await newLead(working.manager);
    for (let place = 0; place < 50; place += 1) {
      await updateLead(working.manager, lead.id, { name: `Name ${place}` });
    }
    await vi.waitFor(async () => expect(await sessions(IN_TRANSACTION)).toBe(0));
    expect(fake.waiting).toBe(15);

    for (const analysis of await analyses) expect(analysis).toMatchObject({ reason: unavailable });
    expect(fake.calls).toBe(15);
    expect(await tenantFingerprint(hanging.workspaceId, { without: CALLS_OF_AI })).toEqual(before);
    const { rows } = await read(hanging.admin, (tx) => listAssessments(tx, leads[0]?.id ?? 0, { limit: 1 }));
    expect(rows).toEqual([]);
  });
});

/** The connections of this file that match the condition, without the one that asks. */
async function sessions(condition: string): Promise<number> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  try {
    const { rows } = await client.query(
      `select count(*)::int as count from pg_stat_activity
       where application_name = 'analyze-lead.test' and pid <> pg_backend_pid() and ${condition}`,
    );
    return rows[0].count;
  } finally {
    await client.end();
  }
}
