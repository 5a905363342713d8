import { afterAll, expect, test, vi } from "vitest";

const fake = await vi.hoisted(async () => (await import("#testing/fake-llm.ts")).fakeLlm());

import { createApiKey } from "#lib/workspace/api-keys/create-api-key.ts";
import { updateSettings } from "#lib/workspace/settings/update-settings.ts";
import { call } from "#testing/api.ts";
import { CALLS_OF_AI, tenantFingerprint } from "#testing/fingerprint.ts";
import { newWorkspace } from "#testing/workspace.ts";
import { POST } from "../../app/api/v1/settings/ai/test/route.ts";

afterAll(() => fake.stop());

test("a test call returns the provider and the cost, sends no client's data and stores nothing", async () => {
  const workspace = await newWorkspace();
  const bearer = `Bearer ${(await createApiKey(workspace.job, { name: "admin", scope: "admin" })).key}`;
  await updateSettings(workspace.admin, { ai_calls_per_minute: 2 });
  const before = await tenantFingerprint(workspace.workspaceId, { without: CALLS_OF_AI });

  const answered = await call(POST, "POST", { bearer });
  expect(answered).toMatchObject({
    status: 200,
    body: { provider: "openai", model: "gpt-4o-mini", prompt_tokens: 400, cost_usd: 0.00012 },
  });
  expect(JSON.stringify(fake.questions)).toContain('business_domain\\":\\"retail\\"');

  fake.behave({ behaviour: "refusal" });
  const refused = await call(POST, "POST", { bearer });
  expect(refused).toMatchObject({ status: 503, body: { detail: "AI service unavailable" } });

  expect(await tenantFingerprint(workspace.workspaceId, { without: CALLS_OF_AI })).toEqual(before);
  expect((await call(POST, "POST", { bearer: workspace.bearer })).status).toBe(403);
});

test("a used-up budget says when the next one starts", async () => {
  const workspace = await newWorkspace();
  const bearer = `Bearer ${(await createApiKey(workspace.job, { name: "admin", scope: "admin" })).key}`;
  await updateSettings(workspace.admin, { ai_calls_per_minute: 1 });
  fake.reset();
  const answers = [];
  // The minute may change once during three calls, but not twice.
  for (let calls = 0; calls < 3; calls += 1) answers.push(await call(POST, "POST", { bearer }));
  const refused = answers.find(({ status }) => status === 503);
  expect(refused?.body.code).toBe("ai_budget_exhausted");
  expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(Number(refused?.headers.get("retry-after"))).toBeLessThanOrEqual(60);
});
