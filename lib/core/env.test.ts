import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Environment, parseEnvironment, siteAddress } from "./env.ts";

test(".env.example explains every variable, and no other", () => {
  const named = [...readFileSync(".env.example", "utf8").matchAll(/^#([A-Z_]+)=/gm)].map((match) => match[1]);
  expect(named.sort()).toEqual(Object.keys(Environment.shape).sort());
});

test("all invalid variables are named at once", () => {
  expect(() => parseEnvironment({ PORT: "many", LEADLINE_DEMO: "perhaps" })).toThrow(
    /PORT[\s\S]*LEADLINE_DEMO/,
  );
});

test("an empty variable counts as unset", () => {
  expect(parseEnvironment({ PORT: "" }).PORT).toBe(3000);
});

test("a key selects the scoring provider, and an LLM cannot be chosen without one", () => {
  expect(parseEnvironment({}).AI_PROVIDER).toBe("model");
  expect(parseEnvironment({ OPENAI_API_KEY: "sk-1" }).AI_PROVIDER).toBe("openai");
  expect(parseEnvironment({ OPENAI_API_KEY: "sk-1", AI_PROVIDER: "rules" }).AI_PROVIDER).toBe("rules");
  expect(() => parseEnvironment({ AI_PROVIDER: "openai" })).toThrow(/OPENAI_API_KEY: is needed/);
  expect(() => parseEnvironment({ OPENAI_BASE_URL: "ftp://x" })).toThrow(/OPENAI_BASE_URL/);
});

test("links begin with PUBLIC_URL, or else with the server's address", () => {
  const address = (variables: Record<string, string>) => siteAddress(parseEnvironment(variables));
  expect(address({ PUBLIC_URL: "https://crm.example/" })).toBe("https://crm.example");
  expect(address({ PORT: "4000" })).toBe("http://127.0.0.1:4000");
  expect(address({ HOST: "0.0.0.0" })).toBe("http://127.0.0.1:3000");
});
