import { afterAll, expect, test, vi } from "vitest";

const fake = await vi.hoisted(async () => (await import("#testing/fake-llm.ts")).fakeLlm());

import { expectWholeWay, pipeline } from "#testing/pipeline.ts";

afterAll(() => fake.stop());

test("an LLM scores a lead on its way from a curl to paid", async () => {
  expect(await expectWholeWay(await pipeline())).toBe("openai");
  expect(fake.calls).toBe(1);
});
