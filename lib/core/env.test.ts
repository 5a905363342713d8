import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Environment, parseEnvironment } from "./env.ts";

test(".env.example explains every variable, and no other", () => {
  const named = [...readFileSync(".env.example", "utf8").matchAll(/^#([A-Z_]+)=/gm)].map((match) => match[1]);
  expect(named.sort()).toEqual(Object.keys(Environment.shape).sort());
});

test("what cannot be used is named, all at once", () => {
  expect(() => parseEnvironment({ PORT: "many", LEADLINE_DEMO: "perhaps" })).toThrow(
    /PORT[\s\S]*LEADLINE_DEMO/,
  );
});

test("an empty variable counts as unset", () => {
  expect(parseEnvironment({ PORT: "" }).PORT).toBe(3000);
});

test("who scores follows from the key, and the LLM cannot be chosen without one", () => {
  expect(parseEnvironment({}).AI_PROVIDER).toBe("model");
  expect(parseEnvironment({ OPENAI_API_KEY: "sk-1" }).AI_PROVIDER).toBe("openai");
  expect(parseEnvironment({ OPENAI_API_KEY: "sk-1", AI_PROVIDER: "rules" }).AI_PROVIDER).toBe("rules");
  expect(() => parseEnvironment({ AI_PROVIDER: "openai" })).toThrow(/OPENAI_API_KEY: is needed/);
  expect(() => parseEnvironment({ OPENAI_BASE_URL: "ftp://x" })).toThrow(/OPENAI_BASE_URL/);
});
