import { expect, test } from "vitest";
import { loadDemo } from "#lib/operations/demo/load-demo.ts";
import { trainModel } from "#lib/scoring/learning/train-model.ts";
import { updateSettings } from "#lib/workspace/settings/update-settings.ts";
import { expectWholeWay, pipeline } from "#testing/pipeline.ts";
import { newWorkspace } from "#testing/workspace.ts";

test("a model that learnt from the demo company scores a lead on its way to paid, and the gates hold", {
  timeout: 60_000,
}, async () => {
  const workspace = await newWorkspace();
  await updateSettings(workspace.admin, { ai_provider: "model" });
  await loadDemo(workspace.admin);
  await trainModel(workspace.admin);
  const api = await pipeline(workspace);
  expect(await expectWholeWay(api)).toBe("model");

  // The gates of a score of 0.6 and of the business domain are code, independent of the model's score.
  const silent = (await api.create({ source: "web-form" })).body.id;
  await api.move(silent, { stage: "contacted" });
  await api.move(silent, { stage: "qualified" });
  const { score, recommendation } = (await api.analyze(silent)).body;
  expect(score).toBeLessThan(0.6);
  expect(recommendation).not.toBe("transfer_to_sales");
  const refused = await api.transfer(silent);
  expect(refused.status).toBe(400);
  const codes = (refused.body.errors as { code: string }[]).map(({ code }) => code);
  expect(codes).toEqual(["score_too_low", "no_business_domain"]);
});
