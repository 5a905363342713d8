import { afterAll, describe, expect, test } from "vitest";
import { closePool } from "#db/client.ts";
import { closeListener } from "#db/listen.ts";
import { addMessages } from "#lib/conversations/messages/add-messages.ts";
import { moveLead } from "#lib/pipeline/leads/move-lead.ts";
import { undoLeadMove } from "#lib/pipeline/leads/undo-lead-move.ts";
import { analyzeLead } from "#lib/scoring/analyze-lead.ts";
import { giveFeedback } from "#lib/scoring/give-feedback.ts";
import { CalibrationJson, ModelCardJson, ModelJson } from "#lib/scoring/learning/schema.ts";
import { createApiKey } from "#lib/workspace/api-keys/create-api-key.ts";
import { call } from "#testing/api.ts";
import { addPastLeads, pastLeads } from "#testing/outcomes.ts";
import { newLead, newWorkspace } from "#testing/workspace.ts";
import * as calibration from "./scoring/calibration/route.ts";
import * as card from "./scoring/models/[id]/route.ts";
import * as models from "./scoring/models/route.ts";

afterAll(async () => {
  await closeListener();
  await closePool();
});

async function scoring() {
  const workspace = await newWorkspace();
  const bearer = `Bearer ${(await createApiKey(workspace.job, { name: "admin", scope: "admin" })).key}`;
  return {
    ...workspace,
    train: () => call(models.POST, "POST", { bearer, body: {} }),
    history: async () => ModelJson.array().parse((await call(models.GET, "GET", { bearer })).body),
    card: async (id: unknown) =>
      ModelCardJson.parse((await call(card.GET, "GET", { bearer, params: { id: String(id) } })).body),
    calibration: async (query = "") =>
      CalibrationJson.parse((await call(calibration.GET, "GET", { bearer, query })).body),
  };
}

describe("before there are outcomes", () => {
  test("training returns what is missing, and the page is empty without an error", async () => {
    const api = await scoring();
    expect(await api.train()).toMatchObject({ status: 400, body: { code: "too_few_outcomes" } });
    expect(await api.history()).toEqual([]);
    expect(await api.calibration()).toEqual({
      bands: [],
      auc: null,
      brier: null,
      ece: null,
      lift: null,
      outcomes: 0,
      base_rate: null,
      learning: { outcomes: 0, won: 0, lost: 0, stage: "prior", needed: 30, needed_of_each: 10 },
      overrides: [],
    });
  });
});

describe("with outcomes", () => {
  test("training returns its model, and the model card shows what it learnt", async () => {
    const api = await scoring();
    await addPastLeads(api.admin, pastLeads(400));
    const trained = await api.train();
    expect(trained).toMatchObject({ status: 201, body: { status: "champion", verdict: "beats_rules" } });
    const [model] = await api.history();
    expect(model).toMatchObject({ outcomes: 400, rival_id: null });
    const { challenger, rival } = model?.metrics ?? {};
    expect(challenger?.outcomes).toBe(80);
    expect(challenger?.log_loss).toBeLessThan(rival?.log_loss ?? 0);

    const { features, recent_leads, since } = await api.card(model?.id);
    const source = features.find(({ feature }) => feature === "source");
    const oddsOf = (value: string) => source?.values.find((one) => one.value === value)?.odds ?? 0;
    expect(oddsOf("partner") / oddsOf("scanner")).toBeGreaterThan(2);
    expect(source?.values.reduce((sum, { count }) => sum + count, 0)).toBe(400);
    expect(source).toMatchObject({ drift: "stable", leaks: true });
    expect([recent_leads, since.outcomes]).toEqual([400, 0]);
    expect(features.map(({ feature }) => feature)).not.toContain("business_domain");
    expect((await api.calibration()).learning).toMatchObject({ stage: "trained", needed: null });
  });

  test("leads unlike the training data count as drift, and unexpected outcomes raise an alarm", async () => {
    const api = await scoring();
    await addPastLeads(api.admin, pastLeads(120));
    const { id } = (await api.train()).body;
    const others = Array.from({ length: 500 }, () => ({ input: { source: "web" }, isWon: false }));
    await addPastLeads(api.admin, others, { daysAgo: 5, model: `model-${id}` });
    const { features, since } = await api.card(id);
    expect(features.find(({ feature }) => feature === "source")?.drift).toBe("shifted");
    expect(since).toMatchObject({ outcomes: 500, observed: 0, alarm: true });
  });

  test("bands compare predicted with actual outcomes, for one provider and period", async () => {
    const api = await scoring();
    await addPastLeads(api.admin, pastLeads(100), { daysAgo: 60 });
    const { bands, outcomes, base_rate } = await api.calibration("?provider=rules");
    expect([outcomes, base_rate]).toEqual([100, 0.45]);
    // The rules score a scanner with two messages and a domain 0.65, a partner 0.85.
    expect(bands.map(({ from, count }) => [from, count])).toEqual([
      [0.6, 50],
      [0.8, 50],
    ]);
    expect(bands[1]?.predicted).toBeCloseTo(0.85, 9);
    expect(bands[1]?.actual).toBeCloseTo(0.8, 9);
    expect((await api.calibration("?provider=model")).outcomes).toBe(0);
    const lately = new Date(Date.now() - 30 * 86_400_000).toISOString();
    expect((await api.calibration(`?from=${lately}`)).outcomes).toBe(0);
    expect((await api.calibration(`?to=${lately}`)).outcomes).toBe(100);
  });
});

test("overrides: verdicts, and moves against the recommendation that were not undone", async () => {
  const api = await scoring();
  const { manager, operator } = api;
  // The rules recommend `lost` for a silent lead without a domain.
  const hopeless = await newLead(manager, { source: "manual", business_domain: null });
  await analyzeLead(manager, hopeless.id);
  await moveLead(manager, hopeless.id, { stage: "contacted" });
  const ready = await newLead(manager);
  await addMessages(manager, ready.id, { increment: 5 });
  const { assessment } = await analyzeLead(manager, ready.id);
  await giveFeedback(manager, ready.id, { assessment_id: assessment.id, verdict: "disagree" });
  await moveLead(manager, ready.id, { stage: "lost", lost_reason: "No budget" });
  const undone = await newLead(operator);
  await addMessages(operator, undone.id, { increment: 5 });
  await analyzeLead(operator, undone.id);
  await moveLead(operator, undone.id, { stage: "lost", lost_reason: "By mistake" });
  await undoLeadMove(operator, undone.id);
  // This move follows the recommendation.
  await moveLead(operator, undone.id, { stage: "contacted" });
  expect((await api.calibration()).overrides).toEqual([
    { by: "Test manager", agree: 0, disagree: 1, moved_on: 1, gave_up: 1 },
  ]);
});

test("managers can read, admins can train, and another workspace's model is not found", async () => {
  const [api, other] = await Promise.all([scoring(), scoring()]);
  await addPastLeads(api.admin, pastLeads(60));
  const { id } = (await api.train()).body;
  const { bearer } = api;
  expect((await call(models.GET, "GET", { bearer })).status).toBe(200);
  expect((await call(models.POST, "POST", { bearer, body: {} })).status).toBe(403);
  const foreign = await call(card.GET, "GET", { bearer: other.bearer, params: { id: String(id) } });
  expect(foreign.status).toBe(404);
  expect(await other.history()).toEqual([]);
});
