import { afterAll, expect, test } from "vitest";
import { closePool } from "#db/client.ts";
import { closeListener } from "#db/listen.ts";
import { read } from "#lib/core/transact.ts";
import { loadDemo } from "#lib/operations/demo/load-demo.ts";
import { wipeDemo } from "#lib/operations/demo/wipe-demo.ts";
import { analyzeLead } from "#lib/scoring/analyze-lead.ts";
import { Candidate } from "#lib/scoring/providers/model/schema.ts";
import { ruleScore } from "#lib/scoring/rules.ts";
import { ScoringInput } from "#lib/scoring/schema.ts";
import { addPastLeads, pastLeads } from "#testing/outcomes.ts";
import { newLead, newWorkspace } from "#testing/workspace.ts";
import { getModel, listModels } from "./queries.ts";
import { trainModelTask } from "./tasks.ts";
import { trainModel } from "./train-model.ts";

afterAll(async () => {
  await closeListener();
  await closePool();
});

const modelsOf = async (ctx: Parameters<typeof read>[0]) =>
  (await read(ctx, (tx) => listModels(tx, { limit: 50 }))).rows;

test("without outcomes nothing is learnt, and the score equals that of the rules", async () => {
  const { admin } = await newWorkspace();
  expect(await trainModelTask(admin)).toBeUndefined();
  await expect(trainModel(admin)).rejects.toMatchObject({ status: 400, code: "too_few_outcomes" });
  const { assessment } = await analyzeLead(admin, (await newLead(admin)).id);
  expect(assessment).toMatchObject({ provider: "rules", model: "rules-1", factorScale: "score" });
  const { score, factors } = ruleScore(ScoringInput.parse(assessment.input));
  expect(assessment).toMatchObject({ score, factors });
});

test("30 outcomes, 10 of each kind, are enough to train", async () => {
  const { admin } = await newWorkspace();
  const won = { input: {}, isWon: true };
  const lost = { input: {}, isWon: false };
  await addPastLeads(admin, [...Array(20).fill(lost), ...Array(9).fill(won)]);
  await expect(trainModel(admin)).rejects.toMatchObject({ code: "too_few_outcomes" });
  await addPastLeads(admin, [won]);
  expect(await trainModel(admin)).toMatchObject({ outcomes: 30, positives: 10 });
});

test("a model better than the rules scores, explains its score by log-odds, and rescores when it changes", async () => {
  const { admin } = await newWorkspace();
  const lead = await newLead(admin);
  const byRules = await analyzeLead(admin, lead.id);
  await addPastLeads(admin, pastLeads(300));
  const model = await trainModel(admin);
  expect(model).toMatchObject({ status: "champion", verdict: "beats_rules", rivalId: null, outcomes: 300 });

  const byModel = await analyzeLead(admin, lead.id);
  const { score, factors, ...assessment } = byModel.assessment;
  expect(byModel.cached).toBe(false);
  expect(assessment).toMatchObject({
    provider: "model",
    model: `model-${model.id}`,
    factorScale: "log_odds",
  });
  const sum = factors.reduce((all, { effect }) => all + effect, 0);
  expect(Math.abs(sum - Math.log(score / (1 - score)))).toBeLessThan(1e-9);
  expect(score).not.toBe(byRules.assessment.score);
  expect((await analyzeLead(admin, lead.id)).cached).toBe(true);

  // Training again on the same outcomes gives no better model, and the champion stays.
  const again = await trainModel(admin);
  expect(again).toMatchObject({ status: "rejected", verdict: "no_better", rivalId: model.id });
  expect((await analyzeLead(admin, lead.id)).cached).toBe(true);

  // A drift: partners hardly pay any more.
  await addPastLeads(admin, pastLeads(600, true), { daysAgo: 70 });
  const next = await trainModel(admin);
  expect(next).toMatchObject({ status: "champion", verdict: "beats_champion", rivalId: model.id });
  expect(await read(admin, (tx) => getModel(tx, model.id))).toMatchObject({ status: "retired" });
  const byNext = await analyzeLead(admin, lead.id);
  expect(byNext).toMatchObject({ cached: false, assessment: { model: `model-${next.id}` } });
  expect(byNext.assessment.score).toBeLessThan(score);
  expect((await modelsOf(admin)).map(({ status }) => status)).toEqual(["champion", "rejected", "retired"]);
});

test("outcomes that do not depend on the lead give no model", async () => {
  const { admin } = await newWorkspace();
  // The rules score these 0.65, and the same share of them pay.
  const past = Array.from({ length: 200 }, (_, at) => ({ input: {}, isWon: at % 20 < 13 }));
  await addPastLeads(admin, past);
  expect(await trainModel(admin)).toMatchObject({ status: "rejected", verdict: "nothing_learnt" });
});

test("a night without new outcomes trains nothing, and two simultaneous trainings store one model", async () => {
  const { admin, job } = await newWorkspace();
  await addPastLeads(admin, pastLeads(100));
  const both = await Promise.all([trainModelTask(job), trainModelTask(job)]);
  expect(both.filter(Boolean)).toHaveLength(1);
  expect(await trainModelTask(job)).toBeUndefined();
  expect(await modelsOf(admin)).toHaveLength(1);
  await addPastLeads(admin, pastLeads(2), { daysAgo: 1 });
  expect(await trainModelTask(job)).toMatchObject({ knownOutcomes: 102 });
});

test("returns 429 for a requested training while another one runs", async () => {
  const { admin } = await newWorkspace();
  await addPastLeads(admin, pastLeads(100));
  const first = trainModel(admin);
  await expect(trainModel(admin)).rejects.toMatchObject({ status: 429, code: "too_many_trainings" });
  await first;
  await expect(trainModel(admin)).resolves.toMatchObject({ status: expect.any(String) });
});

test("a workspace has its own models, trained on its own outcomes only", async () => {
  const [one, other] = await Promise.all([newWorkspace(), newWorkspace()]);
  await addPastLeads(one.admin, pastLeads(100));
  const model = await trainModel(one.admin);
  expect(await modelsOf(other.admin)).toEqual([]);
  await expect(read(other.admin, (tx) => getModel(tx, model.id))).rejects.toMatchObject({ status: 404 });
  await expect(trainModel(other.admin)).rejects.toMatchObject({ code: "too_few_outcomes" });
  const { assessment } = await analyzeLead(other.admin, (await newLead(other.admin)).id);
  expect(assessment.provider).toBe("rules");
  await expect(trainModel(one.manager)).rejects.toMatchObject({ status: 403 });
});

test("demo leads are training data if an admin asks, and their model is deleted with them", {
  timeout: 60_000,
}, async () => {
  const { admin, job } = await newWorkspace();
  await loadDemo(admin);
  expect(await trainModelTask(job)).toBeUndefined();
  await trainModel(admin);
  const [model, ...others] = await modelsOf(admin);
  expect(others).toEqual([]);
  expect(model).toMatchObject({ status: "champion", verdict: "beats_rules", isDemo: true });
  const { parameters } = await read(admin, (tx) => getModel(tx, model?.id ?? 0));
  expect(Candidate.parse(parameters).serving.outcomes).toBeGreaterThan(100);
  await wipeDemo(admin);
  expect(await modelsOf(admin)).toEqual([]);
});
