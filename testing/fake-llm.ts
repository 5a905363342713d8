import { type FakeOpenai, startFakeOpenai } from "./fakes/openai.ts";

/**
 * A fake LLM that scores in the calling test file. Call it in `vi.hoisted`, because the environment is read once, by
 * the first module that needs it.
 */
export async function fakeLlm(): Promise<FakeOpenai> {
  const fake = await startFakeOpenai();
  Object.assign(process.env, { OPENAI_API_KEY: "sk-fake", OPENAI_BASE_URL: fake.url });
  return fake;
}
