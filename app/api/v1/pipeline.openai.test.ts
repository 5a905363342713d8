import { afterAll, expect, test, vi } from "vitest";

// The environment is read once, by the first module that asks.
const fake = await vi.hoisted(async () => {
  const { startFakeOpenai } = await import("../../../e2e/fakes/openai.ts");
  const started = await startFakeOpenai();
  Object.assign(process.env, {
    AI_PROVIDER: "openai",
    OPENAI_API_KEY: "sk-fake",
    OPENAI_BASE_URL: started.url,
  });
  return started;
});

afterAll(() => fake.stop());

// The same tests again, with an LLM that scores.
await import("./pipeline.test.ts");

test("the LLM was asked", () => {
  expect(fake.calls).toBeGreaterThan(50);
});
